import { assertUrlAllowed, VendorError } from '@rollcall/connectors/kit'
import type { EventType, Webhook } from '@rollcall/contract'
import { type Context, nameOf } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { record } from '../audit/index.ts'
import { restartLanes } from './lane.queries.ts'
import { noWebhook, readWebhook } from './list-webhooks.ts'
import { publishEvents } from './publish-events.ts'
import { makeSecret } from './secret.ts'
import { deleteWebhookRow, insertWebhook, lockWebhook, updateWebhookRow, type WebhookRow } from './webhook.queries.ts'

/** Names are judged again whenever they are resolved; this refuses what can be seen already. */
function refuseAddress(ctx: Context, url: string): void {
  try {
    assertUrlAllowed(new URL(url), ctx.config.allowPrivate)
  } catch (thrown) {
    if (thrown instanceof VendorError) throw new Refused('address_refused', thrown.message, { at: 'url', cause: thrown })
    throw thrown
  }
}

/** Answers the secret once. It is told of what happens from now on. */
export async function createWebhook(
  ctx: Context,
  wanted: { name: string; url: string; types: EventType[] | null },
): Promise<Webhook & { readonly secret: string }> {
  refuseAddress(ctx, wanted.url)
  const { shown, sealed } = makeSecret(ctx)
  await publishEvents(ctx) // what happened before is not for it
  const id = await ctx.transaction(async () => {
    const row = await insertWebhook(ctx.db, { ...wanted, secret: sealed, created_by: nameOf(ctx.actor), created_at: ctx.clock.now() })
    await ctx.publish({ topic: 'webhooks', id: row.id })
    await record(ctx, 'webhook.created', row.id, { ...wanted })
    return row.id
  })
  return { ...(await readWebhook(ctx, id)), secret: shown }
}

export interface WebhookChange {
  readonly name?: string | undefined
  readonly url?: string | undefined
  readonly types?: EventType[] | null | undefined
  readonly state?: 'active' | 'paused' | undefined
}

/** What waits is tried at once when it is resumed, or goes to another address. */
export async function updateWebhook(ctx: Context, id: string, { name, url, types, state }: WebhookChange): Promise<Webhook> {
  if (url !== undefined) refuseAddress(ctx, url)
  await ctx.transaction(async () => {
    const row = await lockWebhook(ctx.db, id)
    if (row === undefined) throw noWebhook()
    const resumes = state === 'active' && row.state !== 'active'
    await updateWebhookRow(ctx.db, id, {
      name: name ?? row.name,
      url: url ?? row.url,
      types: types === undefined ? row.types : types,
      ...(state === undefined || (state === row.state && !resumes) ? {} : { state, detail: state === 'paused' ? `Paused by ${nameOf(ctx.actor)}.` : '' }),
      ...(resumes || url !== undefined ? { failures: 0, failing_since: null, held_until: null } : {}),
    })
    if (resumes || url !== undefined) await restartLanes(ctx.db, id, ctx.clock.now())
    await ctx.publish({ topic: 'webhooks', id })
    await record(ctx, 'webhook.changed', id, changesOf(row, { name, url, types, state }))
  })
  return readWebhook(ctx, id)
}

const changesOf = (row: WebhookRow, change: WebhookChange): Record<string, unknown> =>
  Object.fromEntries(
    (['name', 'url', 'types', 'state'] as const).flatMap(key => (change[key] === undefined ? [] : [[key, { from: row[key], to: change[key] }]])),
  )

/** Answers the new secret once; the old one signs as well until its end, and one that was older ends now. */
export async function renewSecret(ctx: Context, id: string, oldEndsAt: string): Promise<Webhook & { readonly secret: string }> {
  const { shown, sealed } = makeSecret(ctx)
  await ctx.transaction(async () => {
    const row = await lockWebhook(ctx.db, id)
    if (row === undefined) throw noWebhook()
    await updateWebhookRow(ctx.db, id, { secret: sealed, old_secret: row.secret, old_secret_ends_at: new Date(oldEndsAt) })
    await ctx.publish({ topic: 'webhooks', id })
    await record(ctx, 'webhook.secret_renewed', id, { name: row.name, oldEndsAt })
  })
  return { ...(await readWebhook(ctx, id)), secret: shown }
}

export const deleteWebhook = (ctx: Context, id: string): Promise<void> =>
  ctx.transaction(async () => {
    const row = await deleteWebhookRow(ctx.db, id)
    if (row === undefined) throw noWebhook()
    await ctx.publish({ topic: 'webhooks', id })
    await record(ctx, 'webhook.deleted', id, { name: row.name, url: row.url })
  })
