import type { Scope } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { hashSecret, newSecret } from '../../secrets.ts'
import { record } from '../audit/index.ts'
import { tell } from '../webhooks/index.ts'
import { deleteEndedSecrets, deleteGranted, findGranted, findTokenByHash, insertSecret, insertToken } from './token.queries.ts'
import { tokenPrefix } from './tokens.ts'

interface Grant {
  readonly userId: string
  /** What the client calls itself. */
  readonly name: string
  readonly scopes: readonly Scope[]
  /** The one resource it opens. */
  readonly audience: string
  readonly expiresAt: Date
}

/** A token that its owner gave to an assistant. Like any token of theirs it is listed, revoked and ended with them. Inside a transaction. */
export async function grantToken(ctx: Context, { userId, name, scopes, audience, expiresAt }: Grant): Promise<string> {
  const { id } = await insertToken(ctx.db, { user_id: userId, name, scopes: [...scopes], audience, created_at: ctx.clock.now(), expires_at: expiresAt })
  await tell(ctx, { type: 'token.created', subject: id, name })
  await ctx.publish({ topic: 'tokens', id })
  await record(ctx, 'token.created', id, { name, scopes, audience, expiresAt: expiresAt.toISOString() })
  return id
}

/** A secret of it that ends soon; those that have ended are gone. */
export async function giveShortSecret(ctx: Context, tokenId: string, endsAt: Date): Promise<string> {
  const secret = newSecret(tokenPrefix)
  await deleteEndedSecrets(ctx.db, tokenId, ctx.clock.now())
  await insertSecret(ctx.db, {
    token_id: tokenId,
    secret_hash: hashSecret(secret),
    last4: secret.slice(-4),
    created_at: ctx.clock.now(),
    ends_at: endsAt,
  })
  return secret
}

/** What a token that was granted may do, or null when it has ended. */
export const scopesOfGranted = async (ctx: Context, tokenId: string): Promise<readonly Scope[] | null> =>
  (await findGranted(ctx.db, tokenId, ctx.clock.now()))?.scopes ?? null

/** The granted token that a secret belongs to, or null. */
export async function grantedTokenOf(ctx: Context, presented: string): Promise<string | null> {
  const found = await findTokenByHash(ctx.db, hashSecret(presented))
  return found === undefined || found.token.audience === null ? null : found.token.id
}

/** Ends it with all its secrets. Inside a transaction. */
export async function endGrantedToken(ctx: Context, tokenId: string, why: string): Promise<void> {
  const row = await deleteGranted(ctx.db, tokenId)
  if (row === undefined) return
  await tell(ctx, { type: 'token.revoked', subject: tokenId, name: row.name })
  await ctx.publish({ topic: 'tokens', id: tokenId })
  await record(ctx, 'token.revoked', tokenId, { name: row.name, why })
}
