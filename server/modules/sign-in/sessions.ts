import type { Session } from '@rollcall/contract'
import type { Actor, Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { hashSecret, newSecret } from '../../secrets.ts'
import { record } from '../audit/index.ts'
import { findUser, holdActiveUser, permissionsOfUser, type UserRow } from '../directory/index.ts'
import {
  deleteSession,
  deleteSessions,
  findSessionByHash,
  findSessions,
  insertSession,
  type SessionRow,
  sessionIsThere,
  touchSession,
} from './sign-in.queries.ts'

export const sessionPrefix = 'rcs'

/** A session ends this long after it was last used. */
const idleDays = 7
const expiryFrom = (now: Date): Date => new Date(now.getTime() + idleDays * 86_400_000)

export const actorOfUser = (user: UserRow): Actor => ({ kind: 'user', id: user.id, name: user.name, email: user.email, permissions: permissionsOfUser(user) })

/** Which provider vouched for a session, and what the protocol needs to end it there (single logout) or to find it when told to end it. */
export interface ProviderSession {
  readonly providerId: string
  readonly subject: string
  /** SAML's SessionIndex, OIDC's `sid`. */
  readonly index: string | null
  readonly detail: unknown
}

/** Answers the secret once; the database keeps its hash. Refuses whoever was deactivated while they signed in. */
export async function startSession(ctx: Context, user: UserRow, client: string, from: ProviderSession | null = null): Promise<string> {
  const secret = newSecret(sessionPrefix)
  const now = ctx.clock.now()
  return ctx.transaction(async () => {
    if (!(await holdActiveUser(ctx.db, user.id))) throw new Refused('sign_in_failed', 'This account is not active. Ask an admin of this workspace.')
    await insertSession(ctx.db, {
      user_id: user.id,
      secret_hash: hashSecret(secret),
      client: client.slice(0, 200),
      created_at: now,
      last_used_at: now,
      expires_at: expiryFrom(now),
      provider_id: from?.providerId ?? null,
      provider_subject: from?.subject ?? null,
      provider_session: from?.index ?? null,
      provider_detail: from === null ? null : JSON.stringify(from.detail),
    })
    return secret
  })
}

export interface OpenSession {
  readonly sessionId: string
  readonly actor: Actor
}

/** Who a session's secret stands for, or null when it is unknown, over or revoked. */
export async function openSession(ctx: Context, secret: string): Promise<OpenSession | null> {
  const now = ctx.clock.now()
  const row = await findSessionByHash(ctx.db, hashSecret(secret), now)
  const user = row === undefined ? undefined : await findUser(ctx.db, row.user_id)
  if (row === undefined || user === undefined || !user.active) return null
  await touchSession(ctx.db, row.id, now, expiryFrom(now))
  return { sessionId: row.id, actor: actorOfUser(user) }
}

/** Without prolonging it. */
export const sessionIsOpen = (ctx: Context, id: string): Promise<boolean> => sessionIsThere(ctx.db, id, ctx.clock.now())

const userId = (ctx: Context): string => {
  if (ctx.actor.kind !== 'user') throw new Refused('not_allowed', 'Only a signed-in person has sessions.')
  return ctx.actor.id
}

export const listSessions = (ctx: Context, currentId: string | null): Promise<Session[]> => listSessionsOf(ctx, userId(ctx), currentId)

/** The sessions of anybody, for whoever manages users. */
export async function listSessionsOf(ctx: Context, owner: string, currentId: string | null): Promise<Session[]> {
  const rows = await findSessions(ctx.db, owner, ctx.clock.now())
  return rows.map(row => ({
    id: row.id,
    current: row.id === currentId,
    client: row.client,
    createdAt: row.created_at.toISOString(),
    lastUsedAt: row.last_used_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
  }))
}

/** Takes effect with the next request of that session; answers what it was. */
export const endSession = (ctx: Context, id: string, action: 'session.ended' | 'session.revoked'): Promise<SessionRow> =>
  ctx.transaction(async () => {
    const row = await deleteSession(ctx.db, userId(ctx), id)
    if (row === undefined) throw new Refused('not_found', 'There is no session with this id among yours.')
    await record(ctx, action, id, { client: row.client })
    return row
  })

/** Signs somebody out everywhere; answers how many sessions there were. */
export const endSessionsOf = (ctx: Context, owner: string): Promise<number> =>
  ctx.transaction(async () => {
    const ended = await deleteSessions(ctx.db, owner)
    if (ended > 0) await record(ctx, 'session.revoked', owner, { sessions: ended })
    return ended
  })
