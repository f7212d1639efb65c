import type { ApiToken, Scope } from '@rollcall/contract'
import type { Actor, Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { hashSecret, newSecret } from '../../secrets.ts'
import { record } from '../audit/index.ts'
import { tell } from '../webhooks/index.ts'
import { refuseWhoLeft } from './refuse-who-left.ts'
import {
  deleteSecret,
  deleteToken,
  endSecrets,
  findTokenByHash,
  findTokens,
  insertSecret,
  insertToken,
  keepSecret,
  lockToken,
  tokenIsThere,
  type TokenRow,
  type TokenWithSecrets,
  touchSecret,
  updateToken,
  type Viewer,
} from './token.queries.ts'
import { permissionsOfUser } from './user.ts'

export const tokenPrefix = 'rct'

const toApi = (row: TokenWithSecrets): ApiToken => ({
  id: row.id,
  name: row.name,
  scopes: row.scopes,
  ofWorkspace: isOfWorkspace(row),
  audience: row.audience,
  madeBy: row.made_by,
  createdAt: row.created_at.toISOString(),
  expiresAt: row.expires_at?.toISOString() ?? null,
  secrets: row.secrets.map(({ id, last4, created_at, last_used_at, ends_at }) => ({
    id,
    last4,
    createdAt: created_at.toISOString(),
    lastUsedAt: last_used_at?.toISOString() ?? null,
    endsAt: ends_at?.toISOString() ?? null,
  })),
})

/** Tokens that only provision belong to the workspace: whoever could make one sees, renews and revokes them all. */
function viewerOf({ actor }: Context): Viewer {
  if (actor.kind !== 'user') throw new Refused('not_allowed', 'Tokens are managed by a signed-in person. Sign in, then try again.')
  return { userId: actor.id, seesWorkspace: actor.permissions.includes('scim:write') }
}

const noToken = () => new Refused('not_found', 'There is no token with this id among yours.')

export const listTokens = async (ctx: Context): Promise<ApiToken[]> => (await findTokens(ctx.db, viewerOf(ctx), ctx.clock.now())).map(toApi)

async function readToken(ctx: Context, id: string): Promise<TokenWithSecrets> {
  const token = await lockToken(ctx.db, viewerOf(ctx), id, ctx.clock.now())
  if (token === undefined) throw noToken()
  return token
}

/** An assistant renews its access by itself; a secret by hand would outlive its quarter of an hour. */
function refuseGranted({ name, audience }: TokenRow): void {
  if (audience !== null) throw new Refused('conflict', `${name} renews its access by itself. Revoke it, and let the assistant ask again.`)
}

async function addSecret(ctx: Context, tokenId: string): Promise<string> {
  const secret = newSecret(tokenPrefix)
  await insertSecret(ctx.db, { token_id: tokenId, secret_hash: hashSecret(secret), last4: secret.slice(-4), created_at: ctx.clock.now() })
  return secret
}

function futureOf(ctx: Context, expiresAt: string | null): Date | null {
  if (expiresAt !== null && new Date(expiresAt) <= ctx.clock.now())
    throw new Refused('bad_request', 'This end is in the past. Choose a later one, or none.', { at: 'expiresAt' })
  return expiresAt === null ? null : new Date(expiresAt)
}

/** Answers the secret once. Refuses scopes its maker does not have. */
export async function createToken(ctx: Context, wanted: { name: string; scopes: Scope[]; expiresAt: string | null }): Promise<ApiToken & { secret: string }> {
  const { userId } = viewerOf(ctx)
  const beyond = wanted.scopes.filter(scope => !ctx.actor.permissions.includes(scope))
  if (beyond.length > 0) throw new Refused('not_allowed', `You do not have ${beyond.join(', ')} yourself, so a token of yours cannot either.`)
  const expires_at = futureOf(ctx, wanted.expiresAt)
  return ctx.transaction(async () => {
    await refuseWhoLeft(ctx)
    const scopes = [...new Set(wanted.scopes)]
    const { id, name } = await insertToken(ctx.db, { user_id: userId, name: wanted.name, scopes, audience: null, created_at: ctx.clock.now(), expires_at })
    const secret = await addSecret(ctx, id)
    await tell(ctx, { type: 'token.created', subject: id, name })
    await ctx.publish({ topic: 'tokens', id })
    await record(ctx, 'token.created', id, { name, scopes, expiresAt: wanted.expiresAt })
    return { ...toApi(await readToken(ctx, id)), secret }
  })
}

/** Answers the new secret once; the one before it works until `oldEndsAt`. The token lives as long again as it was to live, unless told. */
export const renewToken = (
  ctx: Context,
  id: string,
  { oldEndsAt, expiresAt }: { oldEndsAt: string; expiresAt?: string | null | undefined },
): Promise<ApiToken & { secret: string }> =>
  ctx.transaction(async () => {
    const token = await readToken(ctx, id)
    refuseGranted(token)
    const expires_at = expiresAt === undefined ? asLongAgain(ctx, token) : futureOf(ctx, expiresAt)
    await endSecrets(ctx.db, id, new Date(oldEndsAt))
    await updateToken(ctx.db, id, { expires_at, warned_days: null })
    const secret = await addSecret(ctx, id)
    const end = (at: Date | null) => at?.toISOString() ?? null
    const changes = token.expires_at?.getTime() === expires_at?.getTime() ? {} : { expiresAt: { from: end(token.expires_at), to: end(expires_at) } }
    await tell(ctx, { type: 'token.renewed', subject: id, name: token.name, changes })
    await ctx.publish({ topic: 'tokens', id })
    await record(ctx, 'token.renewed', id, { name: token.name, oldEndsAt, expiresAt: end(expires_at) })
    return { ...toApi(await readToken(ctx, id)), secret }
  })

function asLongAgain(ctx: Context, { created_at, expires_at, secrets }: TokenWithSecrets): Date | null {
  if (expires_at === null) return null
  const begun = secrets[0]?.created_at ?? created_at
  return new Date(ctx.clock.now().getTime() + expires_at.getTime() - begun.getTime())
}

/** The newest of the secrets that are left is the one to use, and ends no more. */
export const revokeTokenSecret = (ctx: Context, id: string, secretId: string): Promise<ApiToken> =>
  ctx.transaction(async () => {
    const token = await readToken(ctx, id)
    refuseGranted(token)
    const revoked = token.secrets.find(secret => secret.id === secretId)
    const [next] = token.secrets.filter(secret => secret.id !== secretId)
    if (revoked === undefined) throw new Refused('not_found', 'This token has no such secret any more.')
    if (next === undefined) throw new Refused('conflict', `This is the only secret of ${token.name}. Revoke the token, or renew it first.`)
    await deleteSecret(ctx.db, secretId)
    await keepSecret(ctx.db, next.id)
    await tell(ctx, { type: 'token.secret_revoked', subject: id, name: token.name })
    await ctx.publish({ topic: 'tokens', id })
    await record(ctx, 'token.secret_revoked', id, { name: token.name, last4: revoked.last4 })
    return toApi(await readToken(ctx, id))
  })

export const revokeToken = (ctx: Context, id: string): Promise<void> =>
  ctx.transaction(async () => {
    const row = await deleteToken(ctx.db, viewerOf(ctx), id)
    if (row === undefined) throw noToken()
    await tell(ctx, { type: 'token.revoked', subject: id, name: row.name })
    await ctx.publish({ topic: 'tokens', id })
    await record(ctx, 'token.revoked', id, { name: row.name })
  })

export const tokenIsOpen = (ctx: Context, id: string): Promise<boolean> => tokenIsThere(ctx.db, id, ctx.clock.now())

/**
 * The actor a token's secret stands for, or null. What its owner lost, it has lost too; but a token that only provisions goes on when its maker
 * has left, or the identity provider would lock itself out by deactivating them. One that was granted for a resource opens nothing else (RFC 8707).
 */
export async function actorOfToken(ctx: Context, presented: string, resource: string | null = null): Promise<Actor | null> {
  const found = await findTokenByHash(ctx.db, hashSecret(presented))
  const now = ctx.clock.now()
  if (found === undefined) return null
  const { token, owner } = found
  if (token.audience !== null && token.audience !== resource) return null
  if ([token.expires_at, token.ends_at].some(end => end !== null && end <= now)) return null
  if (token.last_used_at === null || now.getTime() - token.last_used_at.getTime() > 60_000) await touchSecret(ctx.db, token.secret_id, now)
  const actor = { kind: 'token', id: token.id, name: token.name, userId: token.user_id } as const
  if (isOfWorkspace(token)) return { ...actor, permissions: ['scim:write'] }
  if (owner === undefined || !owner.active) return null
  const held = permissionsOfUser(owner)
  return { ...actor, permissions: ['self', ...token.scopes.filter(scope => held.includes(scope))] }
}

const isOfWorkspace = ({ scopes }: Pick<TokenRow, 'scopes'>): boolean => scopes.length === 1 && scopes[0] === 'scim:write'
