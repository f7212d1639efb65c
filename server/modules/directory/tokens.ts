import type { Scope } from '@rollcall/contract'
import { type ApiToken } from '@rollcall/contract'
import type { Actor, Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { hashSecret, newSecret } from '../../secrets.ts'
import { record } from '../audit/index.ts'
import { deleteToken, findTokenByHash, findTokens, insertToken, tokenIsThere, type TokenRow, touchToken } from './directory.queries.ts'
import { refuseWhoLeft } from './refuse-who-left.ts'
import { permissionsOfUser } from './user.ts'

export const tokenPrefix = 'rct'

const toApi = (row: TokenRow): ApiToken => ({
  id: row.id,
  name: row.name,
  scopes: row.scopes,
  last4: row.last4,
  createdAt: row.created_at.toISOString(),
  lastUsedAt: row.last_used_at?.toISOString() ?? null,
  expiresAt: row.expires_at?.toISOString() ?? null,
})

const ownerId = (ctx: Context): string => {
  if (ctx.actor.kind !== 'user') throw new Refused('not_allowed', 'Tokens are managed by a signed-in person. Sign in, then try again.')
  return ctx.actor.id
}

/** Tokens that only provision belong to the workspace: whoever could make one sees and revokes them all. */
const seesWorkspace = (ctx: Context): boolean => ctx.actor.permissions.includes('scim:write')

export const listTokens = async (ctx: Context): Promise<ApiToken[]> => (await findTokens(ctx.db, ownerId(ctx), seesWorkspace(ctx))).map(toApi)

/** Answers the secret once. Refuses scopes its maker does not have. */
export async function createToken(ctx: Context, wanted: { name: string; scopes: Scope[]; expiresAt: string | null }): Promise<ApiToken & { secret: string }> {
  const userId = ownerId(ctx)
  const beyond = wanted.scopes.filter(scope => !ctx.actor.permissions.includes(scope))
  if (beyond.length > 0) throw new Refused('not_allowed', `You do not have ${beyond.join(', ')} yourself, so a token of yours cannot either.`)
  const secret = newSecret(tokenPrefix)
  return ctx.transaction(async () => {
    await refuseWhoLeft(ctx)
    const row = await insertToken(ctx.db, {
      user_id: userId,
      name: wanted.name,
      scopes: [...new Set(wanted.scopes)],
      secret_hash: hashSecret(secret),
      last4: secret.slice(-4),
      created_at: ctx.clock.now(),
      expires_at: wanted.expiresAt === null ? null : new Date(wanted.expiresAt),
    })
    await record(ctx, 'token.created', row.id, { name: row.name, scopes: row.scopes, expiresAt: wanted.expiresAt })
    return { ...toApi(row), secret }
  })
}

export const revokeToken = (ctx: Context, id: string): Promise<void> =>
  ctx.transaction(async () => {
    const row = await deleteToken(ctx.db, ownerId(ctx), seesWorkspace(ctx), id)
    if (row === undefined) throw new Refused('not_found', 'There is no token with this id among yours.')
    await record(ctx, 'token.revoked', id, { name: row.name })
  })

export const tokenIsOpen = (ctx: Context, id: string): Promise<boolean> => tokenIsThere(ctx.db, id, ctx.clock.now())

/**
 * The actor a token's secret stands for, or null. What its owner lost, it has lost too; but a token that only provisions goes on when its maker
 * has left, or the identity provider would lock itself out by deactivating them.
 */
export async function actorOfToken(ctx: Context, secret: string): Promise<Actor | null> {
  const found = await findTokenByHash(ctx.db, hashSecret(secret))
  const now = ctx.clock.now()
  if (found === undefined) return null
  const { token, owner } = found
  if (token.expires_at !== null && token.expires_at <= now) return null
  if (token.last_used_at === null || now.getTime() - token.last_used_at.getTime() > 60_000) await touchToken(ctx.db, token.id, now)
  const actor = { kind: 'token', id: token.id, name: token.name, userId: token.user_id } as const
  if (isOfWorkspace(token)) return { ...actor, permissions: ['scim:write'] }
  if (owner === undefined || !owner.active) return null
  const held = permissionsOfUser(owner)
  return { ...actor, permissions: ['self', ...token.scopes.filter(scope => held.includes(scope))] }
}

const isOfWorkspace = ({ scopes }: TokenRow): boolean => scopes.length === 1 && scopes[0] === 'scim:write'
