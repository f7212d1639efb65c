import type { Context } from '../../../context.ts'
import { Refused } from '../../../errors.ts'
import { asRefused, connectorOf, findConnection, withConnection } from '../../connections/index.ts'
import type { ProviderRow } from '../providers/provider.queries.ts'
import { isSameOrganisation, organisationOf } from './identity.ts'
import { oidcOf, type OidcConfiguration } from './oidc-provider.ts'
import type { Redeemed } from './redeem-code.ts'

/**
 * Anybody can have an organisation at Salesforce and be whoever they like in it; only the people of the connected one come in (CG-6).
 */
export async function refuseStrangers(ctx: Context, row: ProviderRow, { claims, userInfo }: Pick<Redeemed, 'claims' | 'userInfo'>): Promise<void> {
  const { organisation } = oidcOf(row)
  if (organisation === null) return
  const connection = await findConnection(ctx.db, organisation.connectionId)
  if (connection === undefined || connection.base_url !== organisation.baseUrl)
    throw new Refused('sign_in_failed', `${row.name} admits the people of ${organisation.name}, which is not connected any more. Ask an admin to choose again.`)
  const theirs = organisationOf(claims, userInfo)
  if (theirs === null || !isSameOrganisation(theirs, organisation.id))
    throw new Refused('sign_in_failed', `${row.name} admits the people of ${organisation.name} only. Sign in there with an account of that organisation.`)
}

/** Which organisation a connection belongs to, as the vendor says. */
export async function findOrganisation(ctx: Context, connectionId: string): Promise<OidcConfiguration['organisation']> {
  const connection = await findConnection(ctx.db, connectionId)
  const read = connection === undefined ? undefined : connectorOf(connection.connector).reads.organisation
  if (connection === undefined || read === undefined)
    throw new Refused('bad_request', 'Choose a connection to Salesforce: no other CRM here says which organisation it is.', { at: 'oidc.organisationOf' })
  try {
    const organisation = await withConnection(ctx, connectionId, ({ api }) => read(api))
    return { ...organisation, connectionId, baseUrl: connection.base_url }
  } catch (thrown) {
    throw asRefused(thrown)
  }
}
