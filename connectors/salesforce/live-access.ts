import { z } from 'zod'
import { nextUrl, orNull, VendorError, wholeRows } from '../kit/index.ts'
import type { VendorApi } from '../kit/index.ts'
import { dataPath, query, QueryResult, soqlText } from './api.ts'

/** Object Reference, "AuthSession": "A session expires when the current date and time equals LastModifiedDate + NumSecondsValid." */
const AuthSession = z.object({ Id: z.string().min(1), UsersId: z.string().nullish(), LastModifiedDate: z.string(), NumSecondsValid: z.number() })
/** Object Reference, "OauthToken": the Id "is always null". */
const OauthToken = z.object({ UserId: z.string().nullish() })
const Assignment = z.object({ AssigneeId: z.string().min(1) })
const Revocable = z.object({ DeleteToken: z.string().nullish() })

/**
 * What could be used in a user's name when it was read, and who may still sign in with a password. `passwordSignIn` is true without the
 * permission "Is Single Sign-On Enabled", of the profile or a permission set; with it null, because it is the org's setting "Disable login
 * with Salesforce credentials" that makes it count, and that no query tells.
 */
export type LiveAccess = { liveSessions: number | null; passwordSignIn: boolean | null }
export type LiveAccessOf = (userId: string) => LiveAccess

/** What a connection says that may not manage users. */
export const nothingTold: LiveAccessOf = () => ({ liveSessions: null, passwordSignIn: null })

/**
 * Of one user or of all. Tokens are counted of deactivated users alone: a query gives 2,500 of them at most ("OauthToken", Usage), and who
 * may not customize the application sees none but their own.
 */
export const readLiveAccess = async (api: VendorApi, userId?: string): Promise<LiveAccessOf> => {
  const only = (column: string) => (userId === undefined ? [] : [`${column} = ${soqlText(userId)}`])
  const live = await orNull(countLive(api, only('UsersId'), [...only('UserId'), 'User.IsActive = false']), 'permission')
  const ssoUsers = await orNull(usersBoundToSso(api, only('AssigneeId')), 'permission')
  return id => ({ liveSessions: live === null ? null : (live.get(id) ?? 0), passwordSignIn: ssoUsers === null || ssoUsers.has(id) ? null : true })
}

/** Ends the sessions of a user, those of connected apps included ("AuthSession": deleting one ends it), and revokes the tokens that would begin new ones. */
export const endAccountSessions = async (api: VendorApi, externalId: string): Promise<void> => {
  const [user] = await query(api, `SELECT Id FROM User WHERE Id = ${soqlText(externalId)}`, z.object({ Id: z.string() }))
  if (user === undefined) throw new VendorError('not_found', `${api.name} has no such user.`, { status: 404 })
  for await (const { Id } of sessionsOf(api, [`UsersId = ${soqlText(externalId)}`]))
    await orNull(api.request({ method: 'DELETE', path: dataPath(`/sobjects/AuthSession/${Id}`), idempotent: true }))
  for await (const { DeleteToken: token } of rowsOf(api, 'OAuth tokens', 'DeleteToken FROM OauthToken', [`UserId = ${soqlText(externalId)}`], Revocable))
    // One that was revoked meanwhile is refused; what is left of them the next look counts.
    if (token != null) await orNull(api.request({ method: 'POST', path: '/services/oauth2/revoke', query: { token }, idempotent: true }), 'refused')
}

const countLive = async (api: VendorApi, sessions: string[], tokens: string[]): Promise<Map<string, number>> => {
  const live = new Map<string, number>()
  const count = (id: string | null | undefined) => id != null && live.set(id, (live.get(id) ?? 0) + 1)
  for await (const { UsersId, LastModifiedDate, NumSecondsValid } of sessionsOf(api, sessions))
    if (Date.parse(LastModifiedDate) + NumSecondsValid * 1000 > Date.now()) count(UsersId)
  const countTokens = async () => {
    for await (const { UserId } of rowsOf(api, 'OAuth tokens', 'AppName, UserId, LastUsedDate FROM OauthToken', tokens, OauthToken)) count(UserId)
  }
  // Sessions count without them: an org may not let its tokens be asked for.
  await orNull(countTokens(), 'permission', 'refused')
  return live
}

const sessionsOf = (api: VendorApi, where: string[]) =>
  rowsOf(api, 'sessions', 'Id, UsersId, LastModifiedDate, NumSecondsValid FROM AuthSession', where, AuthSession)

/** A profile gives its permissions by a permission set of its own, so assignments tell of both. An org without the permission knows no such field. */
const usersBoundToSso = async (api: VendorApi, only: string[]): Promise<Set<string>> => {
  const users = new Set<string>()
  const assigned = [...only, 'PermissionSet.PermissionsIsSsoEnabled = true']
  for await (const { AssigneeId } of rowsOf(api, 'permission sets', 'Id, AssigneeId FROM PermissionSetAssignment', assigned, Assignment)) users.add(AssigneeId)
  return users
}

const rowsOf = <Raw>(api: VendorApi, what: string, select: string, where: string[], raw: z.ZodType<Raw>): AsyncIterable<Raw> => {
  const q = `SELECT ${select}${where.length === 0 ? '' : ` WHERE ${where.join(' AND ')}`}`
  return wholeRows(api, what, { path: dataPath('/query'), query: { q }, paging: nextUrl(['nextRecordsUrl']), list: QueryResult, raw, dispensable: true })
}
