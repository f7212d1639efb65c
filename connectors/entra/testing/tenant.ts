import { startEntra } from '@rollcall/simulators'
import type { EntraOptions, EntraSeed, EntraUser } from '@rollcall/simulators'
import { testCertificate } from '../../kit/testing/index.ts'

export const tenantId = '72f988bf-86f1-41af-91ab-2d7cd011db47'
const at = '2026-03-01T09:00:00Z'
export const idOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`

const user = (n: number, more: Partial<EntraUser> = {}): EntraUser => ({
  id: idOf(n),
  userPrincipalName: `p${n}@acme.test`,
  mail: `p${n}@acme.test`,
  displayName: `Pat No ${n}`,
  accountEnabled: true,
  userType: 'Member',
  externalUserState: null,
  externalUserStateChangeDateTime: null,
  employeeId: `E${n}`,
  department: 'Sales',
  jobTitle: 'Seller',
  proxyAddresses: [`SMTP:p${n}@acme.test`],
  managerId: null,
  signInActivity: { lastSignInDateTime: at, lastNonInteractiveSignInDateTime: null, lastSuccessfulSignInDateTime: null },
  deletedDateTime: null,
  ...more,
})

export const seed: EntraSeed = {
  users: [
    user(1, { proxyAddresses: ['SMTP:p1@acme.test', 'smtp:pat@acme.test', 'sip:p1@acme.test'], managerId: idOf(2), isMfaRegistered: true }),
    user(2, {
      isAdmin: true,
      isMfaRegistered: false,
      signInActivity: { lastSignInDateTime: '2026-05-01T00:00:00Z', lastNonInteractiveSignInDateTime: null, lastSuccessfulSignInDateTime: at },
    }),
    user(3, { accountEnabled: false, signInActivity: null }),
    user(4, {
      userPrincipalName: 'guest_partner.test#EXT#@acme.test',
      mail: 'guest@partner.test',
      userType: 'Guest',
      externalUserState: 'PendingAcceptance',
      externalUserStateChangeDateTime: at,
      proxyAddresses: [],
      employeeId: null,
    }),
    user(5, { userPrincipalName: `${idOf(5).replaceAll('-', '')}p5@acme.test`, deletedDateTime: at, proxyAddresses: [] }),
  ],
  groups: [
    { id: idOf(101), displayName: 'Sales', members: [idOf(1), idOf(102)] },
    { id: idOf(102), displayName: 'Sales EMEA', members: [idOf(2), idOf(3)] },
    { id: idOf(103), displayName: 'Everybody in Berlin', members: [], groupTypes: ['DynamicMembership'] },
    { id: idOf(104), displayName: 'Old directory', members: [], onPremisesSyncEnabled: true },
    { id: idOf(105), displayName: 'Newsletter', members: [], mailEnabled: true },
  ],
  sessions: { [idOf(1)]: 3 },
  provisioning: [
    { userId: idOf(1), appId: idOf(201), at: '2026-03-01T09:00:00Z', reason: null },
    { userId: idOf(1), appId: idOf(201), at: '2026-03-02T09:00:00Z', reason: 'The app has no licence left.' },
    { userId: idOf(2), appId: idOf(201), at: '2026-03-01T09:00:00Z', reason: 'The app was away.' },
    { userId: idOf(2), appId: idOf(201), at: '2026-03-02T09:00:00Z', reason: null },
  ],
  servicePrincipals: [
    {
      id: idOf(201),
      displayName: 'Relay',
      accountEnabled: true,
      appRoles: [
        { id: idOf(300), displayName: 'Machines', value: null, isEnabled: true, allowedMemberTypes: ['Application'] },
        { id: idOf(301), displayName: 'Agent', value: 'agent', isEnabled: true, allowedMemberTypes: ['User'] },
        { id: idOf(302), displayName: 'Manager', value: 'manager', isEnabled: true, allowedMemberTypes: ['User'] },
      ],
      assignedTo: [
        { principalType: 'Group', principalId: idOf(101), appRoleId: idOf(301) },
        { principalType: 'Group', principalId: idOf(102), appRoleId: idOf(301) },
        { principalType: 'User', principalId: idOf(2), appRoleId: idOf(302) },
        { principalType: 'User', principalId: idOf(2), appRoleId: idOf(301) },
      ],
    },
    { id: idOf(202), displayName: 'Old dialer', accountEnabled: false, assignedTo: [{ principalType: 'User', principalId: idOf(1), appRoleId: idOf(301) }] },
  ],
}

const { certificate, privateKey } = testCertificate()
const changes = ['User.EnableDisableAccount.All', 'User.RevokeSessions.All', 'GroupMember.ReadWrite.All', 'AppRoleAssignment.ReadWrite.All'] as const
const reads = ['User.Read.All', 'GroupMember.Read.All', 'Application.Read.All'] as const

export const standIn = (more: Partial<EntraOptions> = {}) =>
  startEntra({
    seed,
    tenantId,
    pageSize: 2,
    apps: {
      every: { secret: 'secret-every', certificate, permissions: [...reads, 'AuditLog.Read.All', ...changes] },
      'reads-only': { secret: 'secret-reads-only', permissions: [...reads, 'AuditLog.Read.All'] },
      'no-sign-ins': { secret: 'secret-no-sign-ins', permissions: reads },
      'no-users': { secret: 'secret-no-users', permissions: ['GroupMember.Read.All', 'Application.Read.All'] },
      'no-groups': { secret: 'secret-no-groups', permissions: ['User.Read.All', 'Application.Read.All'] },
      'no-apps': { secret: 'secret-no-apps', permissions: ['User.Read.All', 'GroupMember.Read.All'] },
    },
    ...more,
  })

export const bySecret = (clientId: string) => ({ auth: 'oauth_client_credentials', credentials: { tenantId, clientId, clientSecret: `secret-${clientId}` } })
export const byCertificate = { auth: 'oauth_client_assertion', credentials: { tenantId, clientId: 'every', certificate, privateKey } }
