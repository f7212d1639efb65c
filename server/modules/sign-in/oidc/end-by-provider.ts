import { type KeySet, openKeySet, verifiedToken, VendorError } from '@rollcall/connectors/kit'
import { z } from 'zod'
import { as, type Context } from '../../../context.ts'
import { Refused } from '../../../errors.ts'
import { hashSecret } from '../../../secrets.ts'
import { record } from '../../audit/index.ts'
import { useMessage } from '../providers/arrival.queries.ts'
import { findProviders, type ProviderRow } from '../providers/provider.queries.ts'
import { discoverProvider, fetchFor } from './discover-provider.ts'
import { deleteProviderSessions } from './provider-sessions.queries.ts'
import { oidcOf } from './oidc-provider.ts'

const Unchecked = z.object({ iss: z.string(), aud: z.union([z.string(), z.array(z.string())]) })

/** Back-Channel Logout 1.0, section 2.4: it says whom or which session, and can be mistaken for no other token. */
const LogoutClaims = z
  .object({
    sub: z.string().min(1).optional(),
    sid: z.string().min(1).optional(),
    jti: z.string().min(1),
    exp: z.number(),
    events: z.object({ 'http://schemas.openid.net/event/backchannel-logout': z.record(z.string(), z.unknown()) }),
    nonce: z.never().optional(),
  })
  .refine(({ sub, sid }) => sub !== undefined || sid !== undefined)

const refused = (cause?: unknown) => new Refused('bad_request', 'This is no logout token for this workspace, or it was used already.', { cause })

/**
 * Ends the sessions that a provider's logout token means, at once. Refuses `bad_request` whatever is wrong with the token, or when it was
 * used before; then nothing is ended.
 */
export async function endByProvider(ctx: Context, token: string): Promise<void> {
  const row = await whoseToken(ctx, token)
  const { sub = null, sid = null, jti, exp } = await verifiedClaims(ctx, row, token)
  await ctx.transaction(async () => {
    if (!(await useMessage(ctx.db, { provider_id: row.id, id: hashSecret(jti), expires_at: new Date((exp + 60) * 1000) }))) throw refused()
    const ended = await deleteProviderSessions(ctx.db, row.id, { subject: sub, session: sid })
    const provider = as(ctx, { kind: 'system', name: row.name, permissions: [] })
    for (const { id, user_id } of ended) await record(provider, 'session.ended_by_provider', user_id, { session: id, provider: row.name })
  })
}

/** Only to find the keys to check it with; nothing that is read here is believed. */
async function whoseToken(ctx: Context, token: string): Promise<ProviderRow> {
  const { iss, aud } = readUnchecked(token)
  const audience = [aud].flat()
  const row = (await findProviders(ctx.db)).find(each => {
    if (each.protocol !== 'oidc') return false
    const { issuer, clientId } = oidcOf(each)
    return audience.includes(clientId) && isSameAddress(issuer, iss)
  })
  if (row === undefined) throw refused()
  return row
}

function readUnchecked(token: string): z.infer<typeof Unchecked> {
  try {
    return Unchecked.parse(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()))
  } catch (cause) {
    throw refused(cause)
  }
}

const isSameAddress = (one: string, other: string): boolean => URL.canParse(other) && new URL(one).href === new URL(other).href

const keySets = new Map<string, KeySet>()

async function verifiedClaims(ctx: Context, row: ProviderRow, token: string): Promise<z.infer<typeof LogoutClaims>> {
  const { issuer: written, clientId } = oidcOf(row)
  const { issuer, jwks_uri: jwksUri = '' } = await discoverProvider(ctx, written)
  const keys = keySets.get(jwksUri) ?? openKeySet(jwksUri, fetchFor(ctx, written))
  keySets.set(jwksUri, keys)
  try {
    const { type, claims } = await verifiedToken(token, keys, { issuer, audience: clientId, required: ['iat', 'exp', 'jti', 'events'], now: ctx.clock.now() })
    // Explicit typing (section 2.4) is recommended and often left out; another type is another token.
    if (type !== null && !/^(application\/)?(logout\+jwt|jwt)$/i.test(type)) throw refused()
    return LogoutClaims.parse(claims)
  } catch (cause) {
    if (cause instanceof VendorError) throw new Refused(cause.code, cause.sentence, { cause })
    throw cause instanceof Refused ? cause : refused(cause)
  }
}
