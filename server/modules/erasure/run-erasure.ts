import type { ErasureCertificate, ErasureTask } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import type { Elsewhere, Keep, Subject, Tally } from '../../erasable.ts'
import { emailPattern, namePattern } from '../../erasable.ts'
import { record } from '../audit/index.ts'
import { findConnections } from '../connections/index.ts'
import { findWrittenTasks } from '../deliveries/index.ts'
import { tellAudit } from '../directory/index.ts'
import { findHoldOnPerson, sentenceOfHold } from '../holds/index.ts'
import { canonicalJson, sealCertificate } from './certificate.ts'
import { everything } from './erasables.ts'
import { addToErasure, findErasure, findRunningErasures, lockErasure, updateErasure } from './erasure.queries.ts'
import { subjectOf } from './find-subject.ts'
import { talliesOfCounts } from './list-erasures.ts'
import { holdsOnCalls } from './preview-erasure.ts'
import { openSubject } from './request-erasure.ts'
import { countLeft, countLeftEntries, findTextTables } from './sweep.queries.ts'

/** What arrives while an erasure runs is found by another round; whatever is left after these is in the certificate. */
const mostRounds = 3

/** Thrown inside a batch, which then has not happened. */
class OnHold extends Error {}

/** Goes on with an erasure from wherever it was, and ends it with its certificate. A hold on the person stops it until that is released. */
export async function runErasure(ctx: Context, id: string): Promise<void> {
  const row = await findErasure(ctx.db, id)
  const known = row === undefined || row.state !== 'running' ? null : openSubject(ctx, row)
  if (row === undefined || known === null) return
  const subject = subjectOf(id, row.mode, known)
  const keep = keeper(ctx, subject)
  try {
    for (let round = 1; ; round += 1) {
      await stopOnHold(ctx, subject)
      await tellAudit(ctx)
      for (const erasable of await everything(ctx)) {
        if (ctx.stopping.aborted) return
        await erasable.erase(ctx, subject, keep)
      }
      const left = await leftOf(ctx, subject)
      if (round < mostRounds && left.some(({ because }) => because === arrived)) continue
      return await finish(ctx, subject, left)
    }
  } catch (thrown) {
    if (!(thrown instanceof OnHold)) throw thrown
    await updateErasure(ctx.db, id, { detail: thrown.message })
    await ctx.publish({ topic: 'erasures', id })
  }
}

/** Puts back on the queue what a killed process or a hold left half-way. */
export async function resumeErasures(ctx: Context): Promise<void> {
  for (const { id } of await findRunningErasures(ctx.db)) await ctx.enqueue('erase-subject', { erasureId: id })
}

async function stopOnHold(ctx: Context, { emails }: Subject): Promise<void> {
  const hold = await findHoldOnPerson(ctx.db, emails)
  if (hold !== undefined) throw new OnHold(`Stopped: ${sentenceOfHold(hold)} It goes on by itself when the hold is released.`)
}

/** Adds a batch to the erasure's row, in the batch's own transaction, unless the person is on hold by now. */
const keeper =
  (ctx: Context, subject: Subject): Keep =>
  async ({ tallies, elsewhere = [], calls = [] }) => {
    await stopOnHold(ctx, subject)
    const tasks = [...(await copiesElsewhere(ctx, subject, elsewhere)), ...(await tasksOfCalls(ctx, calls))]
    await addToErasure(ctx.db, subject.id, countsOf(tallies), tasks)
    await updateErasure(ctx.db, subject.id, { detail: 'Under way.' })
    await ctx.publish({ topic: 'erasures', id: subject.id })
  }

function countsOf(tallies: readonly Tally[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { table, what, rows } of tallies) if (rows > 0) counts[`${table}: ${what}`] = (counts[`${table}: ${what}`] ?? 0) + rows
  return counts
}

async function copiesElsewhere(ctx: Context, { emails, names }: Subject, copies: readonly Elsewhere[]): Promise<ErasureTask[]> {
  if (copies.length === 0) return []
  const systems = new Map((await findConnections(ctx.db)).map(({ id, name }) => [id, name]))
  const named = new RegExp(`${emailPattern(emails)}|${namePattern(names)}`, 'iu')
  return copies.map(({ connectionId, record: id, what }) => ({
    system: systems.get(connectionId) ?? 'A removed connection',
    record: named.test(id) ? '(its id is their address)' : id,
    url: null,
    what: `${what}: erase it there, or the next read brings it back.`,
  }))
}

const tasksOfCalls = async (ctx: Context, calls: readonly string[]): Promise<ErasureTask[]> =>
  calls.length === 0
    ? []
    : (await findWrittenTasks(ctx.db, calls)).map(({ system, remote_id, remote_url }) => ({
        system,
        record: remote_id ?? '',
        url: remote_url,
        what: 'Task of a call: remove what names them from it.',
      }))

const arrived = 'It arrived while the erasure ran; erase again.'

async function leftOf(ctx: Context, subject: Subject): Promise<ErasureCertificate['left']> {
  const left: ErasureCertificate['left'] = []
  const add = (table: string, rows: number, because: string) => {
    if (rows > 0) left.push({ table, rows, because })
  }
  for (const table of await findTextTables(ctx.db)) {
    const { held, shared, other } = await countLeft(ctx.db, table, subject)
    add(table.name, held, 'The call is on legal hold.')
    add(table.name, shared, 'Somebody else has the same name, and it is not known who is meant.')
    add(table.name, other, arrived)
  }
  const { old, shared } = await countLeftEntries(ctx.db, subject)
  add('audit_entries', old, 'The entries are from before entries could be redacted.')
  add('audit_entries', shared, 'Somebody else has the same name, and it is not known who is meant.')
  return left
}

const finish = (ctx: Context, subject: Subject, left: ErasureCertificate['left']): Promise<void> =>
  ctx.transaction(async () => {
    const row = await lockErasure(ctx.db, subject.id)
    if (row?.state !== 'running') return
    await stopOnHold(ctx, subject)
    const endedAt = ctx.clock.now()
    const certificate = sealCertificate({
      certificate: 'rollcall erasure',
      version: 1,
      id: row.id,
      subject: row.subject_hashes,
      mode: row.mode,
      requestedBy: `user:${row.requested_by}`,
      requestedAt: row.requested_at.toISOString(),
      endedAt: endedAt.toISOString(),
      counts: talliesOfCounts(row.counts),
      left,
      holds: await holdsOnCalls(ctx, subject),
      tasks: row.tasks,
    })
    await updateErasure(ctx.db, row.id, {
      state: 'done',
      detail: left.length === 0 ? 'Done. Nothing in Rollcall names them any more.' : 'Done. What is left, and why, is in the certificate.',
      subject: null,
      ended_at: endedAt,
      certificate: canonicalJson(certificate),
      sha256: certificate.sha256,
    })
    if (subject.loginIds.length > 0) await ctx.enqueue('compare-roll', {})
    await ctx.publish({ topic: 'erasures', id: row.id })
    await record(ctx, 'erasure.completed', row.id, { sha256: certificate.sha256 })
  })
