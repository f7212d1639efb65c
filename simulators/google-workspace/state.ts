import type { Issued, SimulatorOptions } from '../core/index.ts'

/** What an administrator's role may allow (support.google.com/a/answer/1219251). */
export type Privilege = 'users' | 'groups'

export type GoogleUser = {
  id: string
  primaryEmail: string
  givenName: string
  familyName: string
  suspended: boolean
  suspensionReason?: string
  archived: boolean
  deletionTime?: string
  lastLoginTime: string
  aliases?: string[]
  nonEditableAliases?: string[]
  orgUnitPath: string
  isAdmin?: boolean
  isDelegatedAdmin?: boolean
  isEnrolledIn2Sv?: boolean
  externalIds?: { value: string; type: string }[]
  organizations?: { title?: string; department?: string; primary?: boolean }[]
  relations?: { value: string; type: string }[]
}

export type GoogleSeed = {
  users: GoogleUser[]
  /** Members are ids of users or of other groups; `customer` is everybody. */
  groups: { id: string; email: string; name: string; members: string[] }[]
  /** How many sessions somebody has open. */
  sessions?: Record<string, number>
  /** Client ids of the apps that hold a token of somebody. */
  tokens?: Record<string, string[]>
}

export type GoogleOptions = SimulatorOptions & {
  seed: GoogleSeed
  /** Service accounts by e-mail: their public key (PEM) and the scopes that were delegated to them. */
  serviceAccounts: Record<string, { publicKey: string; scopes: readonly string[] }>
  /** Administrators by e-mail, with what their role allows. */
  admins: Record<string, readonly Privilege[]>
  /** The most a page holds, whatever `maxResults` asks for. */
  pageSize?: number
}

export type State = GoogleSeed & { issued: Issued<string> }
