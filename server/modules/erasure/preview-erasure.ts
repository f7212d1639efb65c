import type { ErasurePreview } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import type { Subject } from '../../erasable.ts'
import { findConnections } from '../connections/index.ts'
import { findHoldOnPerson, findHoldsOnCallsOf, sentenceOfHold } from '../holds/index.ts'
import { declared } from './erasables.ts'
import { findKnown, type Known, subjectOf } from './find-subject.ts'
import { findCopies } from './elsewhere.queries.ts'
import { countLeft, findTextTables } from './sweep.queries.ts'

/** What an erasure of these addresses would do and leave; changes nothing. */
export async function previewErasure(ctx: Context, emails: readonly string[]): Promise<ErasurePreview> {
  const known = await findKnown(ctx, emails)
  const subject = subjectOf('00000000-0000-0000-0000-000000000000', 'remove', known)
  return {
    emails: [...known.emails],
    names: known.names.map(name => ({ name, shared: !known.soleNames.includes(name) })),
    otherEmails: [...known.otherEmails],
    tallies: await talliesOf(ctx, subject),
    elsewhere: await elsewhereOf(ctx, subject),
    refusal: await whyNot(ctx, known),
    holds: await holdsOnCalls(ctx, known),
  }
}

async function talliesOf(ctx: Context, subject: Subject): Promise<ErasurePreview['tallies']> {
  const tallies: ErasurePreview['tallies'] = []
  for (const erasable of declared) tallies.push(...(await erasable.count(ctx, subject)))
  const known = new Set(tallies.map(({ table }) => table))
  for (const table of await findTextTables(ctx.db))
    if (!known.has(table.name))
      tallies.push({ table: table.name, what: 'Texts in which they are named', rows: (await countLeft(ctx.db, table, subject)).other })
  return tallies.filter(({ rows }) => rows > 0)
}

async function elsewhereOf(ctx: Context, subject: Subject): Promise<ErasurePreview['elsewhere']> {
  const names = new Map((await findConnections(ctx.db)).map(({ id, name }) => [id, name]))
  return (await findCopies(ctx.db, subject)).map(({ connection_id, what, records }) => ({
    system: names.get(connection_id) ?? 'A removed connection',
    what,
    records,
  }))
}

/** Why it may not be erased at all, or null. */
export async function whyNot(ctx: Context, { emails, activeUsers }: Pick<Known, 'emails' | 'activeUsers'>): Promise<string | null> {
  const hold = await findHoldOnPerson(ctx.db, emails)
  if (hold !== undefined) return `${sentenceOfHold(hold)} Nothing of them may be erased until the hold is released.`
  const [active] = activeUsers
  return active === undefined ? null : `${active} is an active user. Deactivate them first, in the identity provider or here; then erase them.`
}

export const holdsOnCalls = async (ctx: Context, { emails }: Pick<Known, 'emails'>): Promise<string[]> =>
  (await findHoldsOnCallsOf(ctx.db, emails)).map(
    hold => `${sentenceOfHold(hold)} It keeps ${hold.calls === 1 ? 'one call' : `${hold.calls} calls`} as they are.`,
  )
