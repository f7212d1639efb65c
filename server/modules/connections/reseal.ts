import type { Context } from '../../context.ts'
import { findConnections, updateConnectionRow } from './connection.queries.ts'
import { credentialsPurpose } from './open-connection.ts'
import { tokensPurpose } from './vendor-ports.ts'

/** Seals anew what an earlier key sealed; answers how many connections it touched. Safe to repeat. */
export async function resealCredentials(ctx: Context): Promise<number> {
  const anew = (sealed: string, purpose: string) => (ctx.keyring.isStale(sealed) ? ctx.keyring.seal(ctx.keyring.open(sealed, purpose), purpose) : sealed)
  const stale = (await findConnections(ctx.db)).filter(
    row => ctx.keyring.isStale(row.credentials) || (row.oauth_tokens !== null && ctx.keyring.isStale(row.oauth_tokens)),
  )
  for (const row of stale) {
    await updateConnectionRow(ctx.db, row.id, {
      credentials: anew(row.credentials, credentialsPurpose),
      oauth_tokens: row.oauth_tokens === null ? null : anew(row.oauth_tokens, tokensPurpose),
    })
  }
  return stale.length
}
