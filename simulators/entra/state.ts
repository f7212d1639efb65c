import type { Issued, SimulatorOptions } from '../core/index.ts'

/** Application permissions (learn.microsoft.com/graph/permissions-reference). */
export type Permission =
  | 'User.Read.All'
  | 'User.EnableDisableAccount.All'
  | 'User.RevokeSessions.All'
  | 'GroupMember.Read.All'
  | 'GroupMember.ReadWrite.All'
  | 'Application.Read.All'
  | 'AppRoleAssignment.ReadWrite.All'
  | 'AuditLog.Read.All'

type SignInActivity = { lastSignInDateTime: string | null; lastNonInteractiveSignInDateTime: string | null; lastSuccessfulSignInDateTime: string | null }

export type EntraUser = {
  id: string
  userPrincipalName: string
  mail: string | null
  displayName: string
  accountEnabled: boolean
  userType: 'Member' | 'Guest'
  externalUserState: 'PendingAcceptance' | 'Accepted' | null
  externalUserStateChangeDateTime: string | null
  employeeId: string | null
  department: string | null
  jobTitle: string | null
  proxyAddresses: string[]
  managerId: string | null
  signInActivity: SignInActivity | null
  deletedDateTime: string | null
  onPremisesSyncEnabled?: boolean
  isAdmin?: boolean
  isMfaRegistered?: boolean
}

export type EntraSeed = {
  users: EntraUser[]
  /** Members are ids of users or of other groups. */
  groups: {
    id: string
    displayName: string
    members: string[]
    groupTypes?: ('Unified' | 'DynamicMembership')[]
    mailEnabled?: boolean
    onPremisesSyncEnabled?: boolean
  }[]
  servicePrincipals: {
    id: string
    displayName: string
    accountEnabled: boolean
    appRoles?: { id: string; displayName: string; value: string | null; isEnabled: boolean; allowedMemberTypes: ('User' | 'Application')[] }[]
    assignedTo: { principalType: 'User' | 'Group'; principalId: string; appRoleId: string }[]
  }[]
  /** How many sessions somebody has open. */
  sessions?: Record<string, number>
  /** What provisioning did, with the reason when it failed. */
  provisioning?: { userId: string; appId: string; at: string; reason: string | null }[]
}

export type EntraOptions = SimulatorOptions & {
  seed: EntraSeed
  tenantId: string
  /** App registrations by client id: a secret, or the certificate that was uploaded (PEM). */
  apps: Record<string, { secret?: string; certificate?: string; permissions: readonly Permission[] }>
  /** Whether the tenant has Entra ID P1 or P2. */
  premium?: boolean
  /** The most a page holds, whatever `$top` asks for. */
  pageSize?: number
}

export type State = EntraSeed & { issued: Issued<Permission> }
