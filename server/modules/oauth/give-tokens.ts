import { createHash } from 'node:crypto'
import type { Scope } from '@rollcall/contract'
import { as, type Context } from '../../context.ts'
import { hashSecret, newSecret, sameSecret } from '../../secrets.ts'
import * as directory from '../directory/index.ts'
import { type CodeRow, deleteOldCodes, insertRefreshSecret, lockCode, lockRefreshSecret, useCode, useRefreshSecret } from './oauth.queries.ts'
import { OAuthRefusal } from './refusal.ts'
import { isMcpResource, mcpResource } from './resource.ts'

/** An access token that got into wrong hands is of use for this long; the client renews its own without asking anybody. */
const accessSeconds = 15 * 60
/** The person is asked again after this. */
const grantDays = 90
const dayMilliseconds = 86_400_000

export interface GivenTokens {
  readonly access_token: string
  readonly token_type: 'Bearer'
  readonly expires_in: number
  readonly refresh_token: string
  readonly scope: string
}

/** The form of a token request, by name. */
type Form = Readonly<Record<string, string | undefined>>

/** RFC 6749 section 3.2, for public clients: what they show is the code with its verifier, or the newest refresh token. Refuses with an OAuthRefusal. */
export async function giveTokens(ctx: Context, form: Form): Promise<GivenTokens> {
  if (form.resource !== undefined && !isMcpResource(ctx, form.resource))
    throw new OAuthRefusal('invalid_target', `Tokens are given for ${mcpResource(ctx)} alone.`)
  if (form.grant_type === 'authorization_code') return settle(await exchangeCode(ctx, form))
  if (form.grant_type === 'refresh_token') return settle(await refresh(ctx, form))
  throw new OAuthRefusal('unsupported_grant_type', 'There is authorization_code and refresh_token.')
}

/** A refusal that ends what was given commits first, and is told afterwards. */
function settle(outcome: GivenTokens | OAuthRefusal): GivenTokens {
  if (outcome instanceof OAuthRefusal) throw outcome
  return outcome
}

const wrongCode = () => new OAuthRefusal('invalid_grant', 'This code is unknown, used, expired or not for this client. Begin again.')
const wrongRefresh = () => new OAuthRefusal('invalid_grant', 'This refresh token is unknown, used or ended. Let the person allow it again.')

const exchangeCode = (ctx: Context, form: Form): Promise<GivenTokens | OAuthRefusal> =>
  ctx.transaction(async () => {
    const code = await lockCode(ctx.db, hashSecret(form.code ?? ''))
    if (code === undefined) return wrongCode()
    if (code.used_at !== null) {
      // RFC 6749 section 4.1.2: somebody else has the code as well, and nobody knows who was first.
      if (code.token_id !== null) await directory.endGrantedToken(ctx, code.token_id, 'its code was shown a second time')
      return wrongCode()
    }
    if (code.expires_at <= ctx.clock.now() || !isHeldBy(code, form)) return wrongCode()
    const user = await directory.findUser(ctx.db, code.user_id)
    if (user === undefined || !(await directory.holdActiveUser(ctx.db, user.id))) return wrongCode()
    const person = as(ctx, { kind: 'user', id: user.id, name: user.name, email: user.email, permissions: directory.permissionsOfUser(user) })
    const tokenId = await directory.grantToken(person, {
      userId: user.id,
      name: code.client_name,
      scopes: code.scopes,
      audience: code.audience,
      expiresAt: new Date(ctx.clock.now().getTime() + grantDays * dayMilliseconds),
    })
    await useCode(ctx.db, code.code_hash, tokenId, ctx.clock.now())
    return secretsFor(ctx, tokenId, code.client_hash, code.scopes)
  })

/** Shown by the client that was allowed, for the same address, with the verifier of its challenge (RFC 7636 section 4.6). */
const isHeldBy = (code: CodeRow, form: Form): boolean =>
  sameSecret(code.client_hash, hashSecret(form.client_id ?? '')) &&
  code.redirect_uri === form.redirect_uri &&
  /^[\w.~-]{43,128}$/.test(form.code_verifier ?? '') &&
  sameSecret(
    code.challenge,
    createHash('sha256')
      .update(form.code_verifier ?? '')
      .digest('base64url'),
  )

const refresh = (ctx: Context, form: Form): Promise<GivenTokens | OAuthRefusal> =>
  ctx.transaction(async () => {
    const shown = await lockRefreshSecret(ctx.db, hashSecret(form.refresh_token ?? ''))
    if (shown === undefined || !sameSecret(shown.client_hash, hashSecret(form.client_id ?? ''))) return wrongRefresh()
    if (shown.used_at !== null) {
      // RFC 9700 section 4.14.2: the client and somebody else have the same one.
      await directory.endGrantedToken(ctx, shown.token_id, 'a refresh token was shown a second time')
      return wrongRefresh()
    }
    const scopes = await directory.scopesOfGranted(ctx, shown.token_id)
    if (scopes === null) return wrongRefresh()
    const asked = (form.scope ?? '').split(' ').filter(scope => scope !== '')
    if (asked.some(scope => !scopes.some(each => each === scope))) return new OAuthRefusal('invalid_scope', 'More was asked for than was allowed.')
    await useRefreshSecret(ctx.db, shown.secret_hash, ctx.clock.now())
    return secretsFor(ctx, shown.token_id, shown.client_hash, scopes)
  })

async function secretsFor(ctx: Context, tokenId: string, clientHash: string, scopes: readonly Scope[]): Promise<GivenTokens> {
  const now = ctx.clock.now()
  const refreshToken = newSecret('rcf')
  await insertRefreshSecret(ctx.db, { secret_hash: hashSecret(refreshToken), token_id: tokenId, client_hash: clientHash, created_at: now, used_at: null })
  const accessToken = await directory.giveShortSecret(ctx, tokenId, new Date(now.getTime() + accessSeconds * 1000))
  return { access_token: accessToken, token_type: 'Bearer', expires_in: accessSeconds, refresh_token: refreshToken, scope: scopes.join(' ') }
}

/** RFC 7009: what the client shows ends with everything that was given beside it. What is unknown has ended already. */
export const giveBack = (ctx: Context, form: Form): Promise<void> =>
  ctx.transaction(async () => {
    const shown = await lockRefreshSecret(ctx.db, hashSecret(form.token ?? ''))
    const tokenId = shown?.token_id ?? (await directory.grantedTokenOf(ctx, form.token ?? ''))
    if (tokenId !== null) await directory.endGrantedToken(ctx, tokenId, 'the assistant gave it back')
  })

/** A code is known for a day after its minute, so that one that is shown again is noticed. */
export const pruneCodes = async (ctx: Context): Promise<void> => void (await deleteOldCodes(ctx.db, new Date(ctx.clock.now().getTime() - dayMilliseconds)))
