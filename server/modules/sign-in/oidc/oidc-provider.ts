import type { OidcSettings, OidcSetUp } from '@rollcall/contract'
import { z } from 'zod'
import type { Context } from '../../../context.ts'
import { findProviders, type ProviderRow, updateProvider } from '../providers/provider.queries.ts'
import { filledIn } from '../providers/set-up-guide.ts'
import { oidcGuides } from './guides.ts'

/** `identity_providers.configuration` of an OpenID Connect provider. */
export const OidcConfiguration = z.object({
  issuer: z.string(),
  clientId: z.string(),
  scopes: z.array(z.string()),
  organisation: z.object({ id: z.string(), name: z.string(), connectionId: z.string(), baseUrl: z.string() }).nullable(),
})
export type OidcConfiguration = z.infer<typeof OidcConfiguration>

export const sessionPurpose = 'sessions.provider_detail'
const secretPurpose = 'identity_providers.secrets'

export const oidcOf = (row: ProviderRow): OidcConfiguration => OidcConfiguration.parse(row.configuration)

export const sealClientSecret = (ctx: Context, secret: string | null): string | null => (secret === null ? null : ctx.keyring.seal(secret, secretPurpose))

export const clientSecretOf = (ctx: Context, row: ProviderRow): string | null => (row.secrets === null ? null : ctx.keyring.open(row.secrets, secretPurpose))

export const toOidcSettings = (row: ProviderRow): OidcSettings => {
  const { organisation, ...rest } = oidcOf(row)
  return {
    ...rest,
    hasSecret: row.secrets !== null,
    organisation: organisation === null ? null : { id: organisation.id, name: organisation.name, connectionId: organisation.connectionId },
  }
}

/** Where a provider sends people back to; registered there letter by letter. */
export const callbackUrl = (ctx: Context): string => `${ctx.publicUrl()}/login/oidc/callback`

/** Where a provider sends people on to after it has signed them out. */
export const signedOutUrl = (ctx: Context): string => `${ctx.publicUrl()}/sign-in`

/** What an admin copies into a provider. */
export function describeClient(ctx: Context): OidcSetUp {
  const ownValues = {
    callbackUrl: callbackUrl(ctx),
    signedOutUrl: signedOutUrl(ctx),
    backChannelLogoutUrl: `${ctx.publicUrl()}/login/oidc/back-channel-logout`,
  }
  return { ...ownValues, guides: oidcGuides.map(({ steps, ...guide }) => ({ ...guide, steps: filledIn(steps, ownValues) })) }
}

/** Seals client secrets anew that an earlier key sealed. Safe to repeat. */
export async function resealClientSecrets(ctx: Context): Promise<void> {
  const stale = (await findProviders(ctx.db)).filter(row => row.secrets !== null && ctx.keyring.isStale(row.secrets))
  for (const row of stale) await updateProvider(ctx.db, row.id, { secrets: sealClientSecret(ctx, clientSecretOf(ctx, row)) })
}
