import type { Context } from '../../context.ts'
import { sealAnew } from './secret.ts'
import { findWebhooks, updateWebhookRow } from './webhook.queries.ts'

/** Seals anew what an earlier key sealed. Safe to repeat. */
export async function resealSecrets(ctx: Context): Promise<void> {
  const anew = (sealed: string) => (ctx.keyring.isStale(sealed) ? sealAnew(ctx, sealed) : sealed)
  for (const row of await findWebhooks(ctx.db))
    if ([row.secret, row.old_secret].some(sealed => sealed !== null && ctx.keyring.isStale(sealed)))
      await updateWebhookRow(ctx.db, row.id, { secret: anew(row.secret), old_secret: row.old_secret === null ? null : anew(row.old_secret) })
}
