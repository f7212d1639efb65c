import { createHash } from 'node:crypto'
import type { Connector } from '@rollcall/connectors/kit'
import type { Engagement } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { connectorOf, findConnections } from '../connections/index.ts'
import { findEngagement, readEngagement } from '../conversations/index.ts'
import { findLinks } from '../crm/index.ts'
import { readSetting } from '../settings/index.ts'
import type { DeliveryRow } from './delivery.queries.ts'
import { pushTasks, taskSubjectPrefix } from './settings.ts'
import { type Task, taskOf } from './write-task.ts'

export type Destination = Awaited<ReturnType<typeof findConnections>>[number] & { readonly connectorName: Connector['name'] }

/** The connections that take calls as tasks. */
export const findDestinations = async (ctx: Context): Promise<Destination[]> =>
  (await findConnections(ctx.db)).flatMap(row => {
    const { name, writes } = connectorOf(row.connector)
    return writes.upsertCallTask === undefined ? [] : [{ ...row, connectorName: name }]
  })

/** A task that may be written, or the sentence that says why none is. */
export type Prepared = { readonly task: Task; readonly hash: string; readonly reason: null } | { readonly task: null; readonly reason: string }

type Earlier = Pick<DeliveryRow, 'remote_id' | 'owner_email'>

/**
 * What would be delivered to a connection now. `earlier`: a task that is there already is brought up to date
 * whatever the call belongs to, and keeps its owner when the call is handed over: the team's reports and quotas count by it.
 */
export async function prepareTask(ctx: Context, current: Engagement, destination: Destination, earlier: Earlier | undefined): Promise<Prepared> {
  const delivered = earlier?.remote_id != null
  const engagement = delivered ? { ...current, ownerEmail: earlier.owner_email } : current
  const links = await findLinks(ctx, destination.id, engagement)
  const reason = (await readSetting(ctx, pushTasks))
    ? whyNot(engagement, links.accountId, destination, delivered)
    : 'Calls are not pushed as tasks; an admin turned it off.'
  if (reason !== null) return { task: null, reason }
  const task = taskOf(engagement, {
    prefix: await readSetting(ctx, taskSubjectPrefix),
    pageUrl: `${ctx.publicUrl()}/calls/${engagement.id}`,
    recordingUrl: (await findEngagement(ctx.db, engagement.id))?.url ?? null,
    links,
    deliveryKey: `${engagement.id}:${destination.id}`,
  })
  return { task, hash: createHash('sha256').update(JSON.stringify(task)).digest('hex'), reason: null }
}

/** Rules that keep a call from being pushed: somebody from outside took part (CG-105), and the account in this CRM is known. */
function whyNot({ participants, match }: Engagement, accountId: string | null, destination: Destination, delivered: boolean): string | null {
  if (participants.length === 0) return 'Nobody is named as a participant. Say who took part, and it is delivered.'
  if (participants.every(({ side }) => side === 'rep')) return 'Only internal participants took part, so it is not pushed.'
  if (delivered) return null
  if (match?.method === 'manual' && match.accountName === null) return 'It belongs to no account, as a person said, so it is not pushed.'
  if (match?.accountName == null) return 'It belongs to no account yet. Choose its account, and it is delivered.'
  if (accountId === null) return `${match.accountName} is not an account of ${destination.name}. Choose one of its accounts, and it is delivered.`
  return null
}

/** The engagement when it is far enough to be delivered. */
export async function readDeliverable(ctx: Context, id: string): Promise<Engagement | null> {
  const row = await findEngagement(ctx.db, id)
  return row?.state === 'matched' ? readEngagement(ctx, id) : null
}
