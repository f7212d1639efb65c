import { beginConsent, finishConsent, type Credentials } from '@rollcall/connectors/kit'
import type { Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { hashSecret, newSecret } from '../../secrets.ts'
import { record } from '../audit/index.ts'
import { prove } from './check-connection.ts'
import { connectorOf, noConnection } from './connection.ts'
import { type ConnectionRow, findConnection, insertConsent, takeConsent, updateConnectionRow } from './connection.queries.ts'
import { asRefused, credentialsPurpose } from './open-connection.ts'
import { vendorPorts } from './vendor-ports.ts'

const verifierPurpose = 'consents.verifier'
const consentMinutes = 15

/** The one address that is registered at vendors as redirect URI. */
export const redirectUri = (ctx: Context): string => `${ctx.publicUrl()}/login/connection/callback`

const consentOf = (ctx: Context, row: ConnectionRow) => ({
  connector: connectorOf(row.connector),
  baseUrl: row.base_url,
  auth: row.auth,
  credentials: JSON.parse(ctx.keyring.open(row.credentials, credentialsPurpose)) as Credentials,
  redirectUri: redirectUri(ctx),
})

/** Begins the authorization code flow with PKCE (RFC 7636); answers the vendor's consent page. */
export async function beginAuthorization(ctx: Context, id: string): Promise<string> {
  const row = await findConnection(ctx.db, id)
  if (row === undefined) throw noConnection()
  if (row.auth !== 'oauth_code') throw new Refused('conflict', `${row.name} signs in by ${row.auth} and needs no consent.`)
  const state = newSecret('rca')
  const { url, verifier } = beginConsent({ ...consentOf(ctx, row), state })
  await ctx.transaction(async () => {
    await insertConsent(ctx.db, {
      state_hash: hashSecret(state),
      connection_id: id,
      verifier: ctx.keyring.seal(verifier, verifierPurpose),
      created_at: ctx.clock.now(),
    })
    await record(ctx, 'connection.authorize_begun', id, { name: row.name })
  })
  return url
}

/** The vendor came back. The state counts once and for a quarter of an hour; the connection is proven with the new tokens. */
export async function finishAuthorization(ctx: Context, given: { state: string; code: string | undefined; error: string | undefined }): Promise<string> {
  const since = new Date(ctx.clock.now().getTime() - consentMinutes * 60_000)
  const consent = await takeConsent(ctx.db, hashSecret(given.state), since)
  const row = consent === undefined ? undefined : await findConnection(ctx.db, consent.connection_id)
  if (consent === undefined || row === undefined)
    throw new Refused('link_used', 'This consent was used already or is too old. Begin it again under Connections.')
  if (given.code === undefined)
    throw new Refused('vendor_refused', `The vendor did not give consent (${given.error ?? 'no reason given'}). Begin it again under Connections.`)
  const asked = consentOf(ctx, row)
  try {
    await finishConsent({
      ...asked,
      ports: vendorPorts(ctx, row, asked.connector),
      code: given.code,
      verifier: ctx.keyring.open(consent.verifier, verifierPurpose),
    })
    await updateConnectionRow(ctx.db, row.id, await prove(ctx, row))
  } catch (thrown) {
    throw asRefused(thrown)
  }
  await ctx.transaction(async () => {
    await record(ctx, 'connection.authorized', row.id, { name: row.name })
    await ctx.enqueue('sync-connection', { connectionId: row.id })
    await ctx.publish({ topic: 'connections', id: row.id })
  })
  return row.id
}
