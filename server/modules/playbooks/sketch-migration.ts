import type { MigrationPlaybook } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { appMigration } from './app-migration.ts'
import { findHolders } from './playbooks.queries.ts'
import type { Sketch } from './sketch.ts'
import { findPlaces, placeIn, readSubject, type Subject } from './subject.ts'
import { beginOf, endOf } from './when.ts'

export async function sketchMigration(ctx: Context, choices: MigrationPlaybook): Promise<Sketch> {
  const { fromConnectionId, toConnectionId, personIds, when, switchOffOn } = choices
  if (fromConnectionId === toConnectionId) throw new Refused('bad_request', 'An app cannot replace itself. Choose another.', { at: 'toConnectionId' })
  const places = await findPlaces(ctx)
  const [from, to] = [placeIn(places, fromConnectionId), placeIn(places, toConnectionId)]
  for (const [place, at] of [[from, 'fromConnectionId'] as const, [to, 'toConnectionId'] as const])
    if (!place.hasAccounts) throw new Refused('bad_request', `${place.row.name} has no accounts that Rollcall reads. Choose an app.`, { at })
  // An app is everybody's: its days are meant where the company works.
  const begin = await beginOf(ctx, when, null)
  const switchOffAt = switchOffOn === null ? null : endOf(switchOffOn, begin.timeZone)
  if (switchOffAt !== null && switchOffAt <= (begin.startsAt ?? ctx.clock.now()))
    throw new Refused('bad_request', `${from.row.name} has to be switched off after the migration begins. Choose a later day.`, { at: 'switchOffOn' })
  const subjects: Subject[] = []
  for (const id of personIds ?? (await findHolders(ctx.db, fromConnectionId))) subjects.push(await readSubject(ctx, id))
  return appMigration(subjects, { from, to, choices, begin, switchOffAt })
}

/** The migration once more, with its end: who has the second app by now loses the first, who came late is moved. Null where nobody is left in it. */
export async function sketchSwitchOff(ctx: Context, choices: MigrationPlaybook): Promise<Sketch | null> {
  const holders = await findHolders(ctx.db, choices.fromConnectionId)
  const { personIds = holders } = choices
  const left = holders.filter(id => personIds.includes(id))
  return left.length === 0 ? null : sketchMigration(ctx, { ...choices, when: { at: 'now' }, switchOffOn: null, personIds: left })
}
