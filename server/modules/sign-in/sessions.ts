import type { Session } from '@rollcall/contract'
import type { Actor, Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { hashSecret, newSecret } from '../../secrets.ts'
import { record } from '../audit/index.ts'
import { findUser, permissionsOfUser, type UserRow } from '../directory/index.ts'
import { deleteSession, deleteSessions, findSessionByHash, findSessions, insertSession, touchSession } from './sign-in.queries.ts'

export const sessionPrefix = 'rcs'

/** A session ends this long after it was last used. */
const idleDays = 7
const expiryFrom = (now: Date): Date => new Date(now.getTime() + idleDays * 86_400_000)

export const actorOfUser = (user: UserRow): Actor => ({ kind: 'user', id: user.id, name: user.name, email: user.email, permissions: permissionsOfUser(user) })

/** Answers the secret once; the database keeps its hash. */
export async function startSession(ctx: Context, user: UserRow, client: string): Promise<string> {
  const secret = newSecret(sessionPrefix)
  const now = ctx.clock.now()
  await insertSession(ctx.db, {
    user_id: user.id,
    secret_hash: hashSecret(secret),
    client: client.slice(0, 200),
    created_at: now,
    last_used_at: now,
    expires_at: expiryFrom(now),
  })
  return secret
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

/** Takes effect with the next request of that session. */
export const endSession = (ctx: Context, id: string, action: 'session.ended' | 'session.revoked'): Promise<void> =>
  ctx.transaction(async () => {
    const row = await deleteSession(ctx.db, userId(ctx), id)
    if (row === undefined) throw new Refused('not_found', 'There is no session with this id among yours.')
    await record(ctx, action, id, { client: row.client })
  })

/** Signs somebody out everywhere; answers how many sessions there were. */
export const endSessionsOf = (ctx: Context, owner: string): Promise<number> =>
  ctx.transaction(async () => {
    const ended = await deleteSessions(ctx.db, owner)
    if (ended > 0) await record(ctx, 'session.revoked', owner, { sessions: ended })
    return ended
  })
