import type { Webhook } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { countQueues, findWebhook, findWebhooks } from './webhook.queries.ts'
import { toApi } from './webhook.ts'

const empty = { waiting: 0, retrying: 0 }

export const noWebhook = () => new Refused('not_found', 'There is no webhook with this id. It may have been removed.')

export async function listWebhooks(ctx: Context): Promise<Webhook[]> {
  const [rows, queues] = [await findWebhooks(ctx.db), await countQueues(ctx.db)]
  return rows.map(row => toApi(row, queues.get(row.id) ?? empty, ctx.clock.now()))
}

export async function readWebhook(ctx: Context, id: string): Promise<Webhook> {
  const row = await findWebhook(ctx.db, id)
  if (row === undefined) throw noWebhook()
  return toApi(row, (await countQueues(ctx.db)).get(id) ?? empty, ctx.clock.now())
}
