import type { OidcWritten } from '@rollcall/contract'
import type { Context } from '../../../context.ts'
import { Refused } from '../../../errors.ts'
import { findProviders, type ProviderRow } from '../providers/provider.queries.ts'
import { discoverProvider } from './discover-provider.ts'
import { findOrganisation } from './organisation.ts'
import { clientSecretOf, type OidcConfiguration, oidcOf, sealClientSecret } from './oidc-provider.ts'

export interface Configured {
  /** JSON of an OidcConfiguration. */
  readonly configuration: string
  /** Sealed. */
  readonly secrets: string | null
}

/**
 * What is kept of what an admin wrote; what they left out stays as it was. Asks the provider for its discovery document, and the CRM for its
 * organisation. Refuses `bad_request` while something is missing.
 */
export async function configureOidc(ctx: Context, written: OidcWritten, present: ProviderRow | null): Promise<Configured> {
  const before = present === null ? null : oidcOf(present)
  const issuer = required('issuer', written.issuer ?? before?.issuer)
  const clientId = required('clientId', written.clientId ?? before?.clientId)
  const known = present === null ? null : clientSecretOf(ctx, present)
  // A secret goes only to whom it was entered for.
  if (before !== null && issuer !== before.issuer && known !== null && written.clientSecret === undefined)
    throw new Refused('bad_request', 'With another issuer the client secret has to be entered again.', { at: 'oidc.clientSecret' })
  const secret = written.clientSecret === undefined ? known : written.clientSecret
  await discoverProvider(ctx, issuer, { anew: true })
  const organisation =
    written.organisationOf === undefined
      ? (before?.organisation ?? null)
      : written.organisationOf === null
        ? null
        : await findOrganisation(ctx, written.organisationOf)
  await refuseNamesake(ctx, present?.id ?? null, issuer, clientId)
  const configuration: OidcConfiguration = { issuer, clientId, scopes: written.scopes ?? before?.scopes ?? ['profile', 'email'], organisation }
  return { configuration: JSON.stringify(configuration), secrets: sealClientSecret(ctx, secret) }
}

function required(name: 'issuer' | 'clientId', value: string | undefined): string {
  if (value === undefined) throw new Refused('bad_request', `oidc.${name} is missing. Copy it from the provider.`, { at: `oidc.${name}` })
  return value
}

/** A logout token names an issuer and a client, and has to mean one provider. */
async function refuseNamesake(ctx: Context, id: string | null, issuer: string, clientId: string): Promise<void> {
  const others = (await findProviders(ctx.db)).filter(row => row.id !== id && row.protocol === 'oidc')
  const other = others.find(row => new URL(oidcOf(row).issuer).href === new URL(issuer).href && oidcOf(row).clientId === clientId)
  if (other !== undefined)
    throw new Refused('conflict', `${other.name} is set up with this issuer and client ID already. Change that one.`, { at: 'oidc.clientId' })
}
