import { generateKeyPairSync } from 'node:crypto'
import { startGoogleWorkspace } from '@rollcall/simulators'
import type { GoogleUser } from '@rollcall/simulators'

const never = '1970-01-01T00:00:00.000Z'
const user = (n: number, more: Partial<GoogleUser> = {}): GoogleUser => ({
  id: `10${n}`,
  primaryEmail: `p${n}@acme.test`,
  givenName: 'Pat',
  familyName: `No ${n}`,
  suspended: false,
  archived: false,
  lastLoginTime: never,
  orgUnitPath: '/',
  ...more,
})

export const users = [
  user(1, {
    lastLoginTime: '2026-11-01T08:00:00.000Z',
    orgUnitPath: '/Sales/EMEA',
    aliases: ['pat@acme.test'],
    nonEditableAliases: ['p1@acme.test.test-google-a.com'],
    externalIds: [
      { value: 'badge-7', type: 'custom' },
      { value: 'E1', type: 'organization' },
    ],
    organizations: [{ title: 'Old title' }, { title: 'Seller', department: 'Sales', primary: true }],
    relations: [
      { value: 'aunt@home.test', type: 'relative' },
      { value: 'p2@acme.test', type: 'manager' },
    ],
  }),
  user(2, { isDelegatedAdmin: true, isEnrolledIn2Sv: true }),
  user(3, { suspended: true, suspensionReason: 'ADMIN' }),
  user(4, { archived: true }),
  user(6, { suspended: true, suspensionReason: 'ABUSE' }),
  user(5, { suspended: true, deletionTime: '2026-11-20T08:00:00.000Z' }),
]

export const { publicKey, privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})
const other = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})
export const changes = ['user', 'user.security', 'group.member'].map(what => `https://www.googleapis.com/auth/admin.directory.${what}`)
const scopes = ['user', 'group'].map(what => `https://www.googleapis.com/auth/admin.directory.${what}.readonly`)

export const standIn = () =>
  startGoogleWorkspace({
    seed: {
      users,
      sessions: { 101: 3 },
      tokens: { 101: ['dialer'], 103: ['dialer', 'crm.apps'] },
      groups: [
        { id: 'g1', email: 'sales@acme.test', name: 'Sales', members: ['101', 'g2'] },
        { id: 'g2', email: 'emea@acme.test', name: '', members: ['102', '999'] },
        { id: 'g3', email: 'all@acme.test', name: 'All', members: ['customer'] },
        { id: 'g4', email: 'none@acme.test', name: 'None', members: [] },
      ],
    },
    serviceAccounts: {
      'rollcall@acme.iam.test': { publicKey, scopes: [...scopes, ...changes] },
      'half@acme.iam.test': { publicKey: other.publicKey, scopes: scopes.slice(0, 1) },
    },
    admins: { 'admin@acme.test': ['users', 'groups'], 'help-desk@acme.test': ['users'], 'librarian@acme.test': ['groups'] },
    pageSize: 2,
  })

export const actingFor = (username: string, more: Record<string, string> = {}) => ({
  auth: 'oauth_jwt_bearer',
  credentials: { clientId: 'rollcall@acme.iam.test', username, privateKey, ...more },
})
export const halfDelegated = actingFor('admin@acme.test', { clientId: 'half@acme.iam.test', privateKey: other.privateKey })
