import type { SimulatorOptions } from '../core/index.ts'

type Status = 'STAGED' | 'PROVISIONED' | 'ACTIVE' | 'RECOVERY' | 'PASSWORD_EXPIRED' | 'LOCKED_OUT' | 'SUSPENDED' | 'DEPROVISIONED'
export type Scope = 'okta.users.read' | 'okta.groups.read' | 'okta.apps.read'

export type OktaUser = {
  id: string
  status: Status
  created: string
  statusChanged: string | null
  lastLogin: string | null
  lastUpdated: string
  profile: { login: string; email: string; firstName: string; lastName: string } & Record<string, string | null>
}

export type OktaSeed = {
  users: OktaUser[]
  groups: { id: string; name: string; type: 'OKTA_GROUP' | 'BUILT_IN'; members: string[] }[]
  apps: { id: string; name: string; label: string; assigned: { userId: string; scope: 'USER' | 'GROUP' }[] }[]
}

export type OktaOptions = SimulatorOptions & {
  seed: OktaSeed
  /** SSWS tokens with what their owner may read. */
  tokens: Record<string, readonly Scope[]>
  /** OAuth service apps: client id to public key (PEM) and granted scopes. */
  clients?: Record<string, { publicKey: string; scopes: readonly Scope[] }>
  /** The most rows a page holds, whatever `limit` asks for. */
  pageSize?: number
  perMinute?: number
}

export type State = OktaSeed & { issued: Record<string, { scopes: readonly string[]; expiresAt: number }> }
