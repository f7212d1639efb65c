import type { SimulatorOptions } from '../core/index.ts'

type Status = 'STAGED' | 'PROVISIONED' | 'ACTIVE' | 'RECOVERY' | 'PASSWORD_EXPIRED' | 'LOCKED_OUT' | 'SUSPENDED' | 'DEPROVISIONED'
export type Scope = `okta.${'users' | 'groups' | 'apps'}.${'read' | 'manage'}`

export type OktaUser = {
  id: string
  status: Status
  created: string
  statusChanged: string | null
  lastLogin: string | null
  lastUpdated: string
  profile: { login: string; email: string; firstName: string; lastName: string } & Record<string, string | null>
}

export type Assigned = { userId: string; scope: 'USER' | 'GROUP'; syncState?: SyncState; externalId?: string }
type SyncState = 'DISABLED' | 'ERROR' | 'OUT_OF_SYNC' | 'SYNCHRONIZED' | 'SYNCING'

export type OktaApp = {
  id: string
  name: string
  label: string
  assigned: Assigned[]
  /** Ids of the groups that give the app. */
  groups?: string[]
}

export type OktaSeed = {
  users: OktaUser[]
  groups: { id: string; name: string; type: 'OKTA_GROUP' | 'BUILT_IN' | 'APP_GROUP'; members: string[] }[]
  apps: OktaApp[]
  rules?: { id: string; name: string; status: 'ACTIVE' | 'INACTIVE'; groupIds: string[] }[]
  /** How many sessions and tokens somebody has open. */
  sessions?: Record<string, number>
}

/** Where Okta provisions an app: its SCIM base URL and token, as on the app's provisioning tab, and the groups it pushes there. */
export type Provisioning = { url: string; token: string; pushGroups?: readonly string[] }

export type OktaOptions = SimulatorOptions & {
  seed: OktaSeed
  /** SSWS tokens with what their owner may do. */
  tokens: Record<string, readonly Scope[]>
  /** OAuth service apps: client id to public key (PEM) and granted scopes. */
  clients?: Record<string, { publicKey: string; scopes: readonly Scope[] }>
  /** By app id. What Okta brings to an app comes there a moment after the request is answered. */
  provisioning?: Record<string, Provisioning>
  /** The most rows a page holds, whatever `limit` asks for. */
  pageSize?: number
  perMinute?: number
}

export type State = OktaSeed & { issued: Record<string, { scopes: readonly string[]; expiresAt: number }>; provisioning: Record<string, Provisioning> }
