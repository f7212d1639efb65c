import { randomUUID } from 'node:crypto'
import type { MatchAnswer, MatchDecision } from '@rollcall/contract'
import { type Context, nameOf } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { record } from '../audit/index.ts'
import { correlate } from './correlate-people.ts'
import { lockCorrelation } from './correlate.queries.ts'
import { claimOf, day, decidedAlready, toDecision } from './decision.ts'
import {
  type DecisionRow,
  findApart,
  findDecision,
  findLoginIdsOf,
  findMergeOf,
  findPersonNamed,
  findPlacedLogin,
  insertDecision,
  insertPersonOf,
  keepMoves,
  type PlacedLogin,
  placeLogins,
  setApart,
  settlePersons,
} from './decision.queries.ts'

type About<Kind extends MatchAnswer['kind']> = Extract<MatchAnswer, { kind: Kind }>

/** Who is meant, and what follows once the decision is stored. */
interface Meant {
  readonly subject: string
  readonly person: string
  carryOut(decision: DecisionRow): Promise<void>
}

/**
 * Stores what a human says about whose login is whose, and puts persons together anew, in one transaction under the lock of correlation:
 * of two who decide at once the second is judged by what the first left. Refused when it contradicts a decision that stands.
 */
export const decideMatch = (ctx: Context, answer: MatchAnswer): Promise<MatchDecision> =>
  ctx.transaction(async () => {
    await lockCorrelation(ctx.db)
    const meant = await whoIsMeant(ctx, answer)
    const isOfLogin = answer.kind === 'link' || answer.kind === 'split'
    const decision: DecisionRow = {
      id: randomUUID(),
      kind: answer.kind,
      login_id: isOfLogin ? answer.login.id : null,
      login_kind: isOfLogin ? answer.login.kind : null,
      person_id: answer.personId,
      other_person_id: isOfLogin ? null : answer.otherId,
      subject_name: meant.subject,
      person_name: meant.person,
      reason: answer.reason,
      decided_by: nameOf(ctx.actor),
      decided_at: ctx.clock.now(),
      undone_by: null,
      undone_at: null,
    }
    await insertDecision(ctx.db, decision)
    await meant.carryOut(decision)
    await correlate(ctx)
    await ctx.enqueue('compare-roll', {})
    await record(ctx, 'match.decided', decision.id, { decision: claimOf(decision), reason: answer.reason })
    return toDecision(decision)
  })

const whoIsMeant = (ctx: Context, answer: MatchAnswer): Promise<Meant> => {
  switch (answer.kind) {
    case 'link':
      return link(ctx, answer)
    case 'split':
      return split(ctx, answer)
    case 'merge':
      return merge(ctx, answer)
    case 'different':
      return tellApart(ctx, answer)
  }
}

async function link(ctx: Context, answer: About<'link'>): Promise<Meant> {
  const login = await loginOf(ctx, answer)
  const person = await personOf(ctx, answer.personId)
  if (login.personId !== answer.from) throw new Refused('conflict', await whoseByNow(ctx, login))
  if (login.personId === person.id && !login.disputedWith.length) throw new Refused('conflict', `${login.name} belongs to ${person.name} already.`)
  if (login.personId !== person.id) await refuseDecided(ctx, login)
  await refuseApart(ctx, [login.id], person.id)
  return {
    subject: login.name,
    person: person.name,
    carryOut: decision => give(ctx, decision, [login.id], person.id, login.personId),
  }
}

async function split(ctx: Context, answer: About<'split'>): Promise<Meant> {
  const login = await loginOf(ctx, answer)
  const person = await personOf(ctx, answer.personId)
  const isTheirs = login.personId === person.id
  if (!isTheirs && !login.disputedWith.includes(person.id)) throw new Refused('conflict', await whoseByNow(ctx, login))
  const others = (await findLoginIdsOf(ctx.db, person.id)).filter(id => id !== login.id)
  if (isTheirs && !others.length)
    throw new Refused('conflict', `${login.name} is all there is of ${person.name}. Give it to somebody else, or merge the two persons.`)
  if (isTheirs) await refuseDecided(ctx, login)
  return {
    subject: login.name,
    person: person.name,
    carryOut: async decision => {
      await setApart(ctx.db, decision.id, [login.id], others)
      if (isTheirs || login.personId === null) await keepMoves(ctx.db, decision.id, [login.id])
      if (isTheirs) await standAlone(ctx, decision, login)
    },
  }
}

async function merge(ctx: Context, answer: About<'merge'>): Promise<Meant> {
  const [person, other] = await twoPersons(ctx, answer)
  const logins = await findLoginIdsOf(ctx.db, other.id)
  await refuseApart(ctx, logins, person.id)
  return { subject: other.name, person: person.name, carryOut: decision => give(ctx, decision, logins, person.id, other.id) }
}

async function tellApart(ctx: Context, answer: About<'different'>): Promise<Meant> {
  const [person, other] = await twoPersons(ctx, answer)
  const logins = await findLoginIdsOf(ctx.db, other.id)
  await refuseApart(ctx, logins, person.id)
  return {
    subject: other.name,
    person: person.name,
    carryOut: async decision => void (await setApart(ctx.db, decision.id, logins, await findLoginIdsOf(ctx.db, person.id))),
  }
}

/** The logins belong to a person from now on. */
async function give(ctx: Context, decision: DecisionRow, loginIds: readonly string[], personId: string, before: string | null): Promise<void> {
  await keepMoves(ctx.db, decision.id, loginIds)
  const why = decision.reason === '' ? '.' : `: ${decision.reason}`
  const detail = `${decision.decided_by} decided so on ${day(decision.decided_at)}${why}`
  await placeLogins(ctx.db, loginIds, { personId, rule: 'human', detail, decisionId: decision.id, at: decision.decided_at })
  await settlePersons(ctx.db, before === null ? [personId] : [personId, before])
}

/** The login is a person of its own, until a rule finds somebody else. */
async function standAlone(ctx: Context, decision: DecisionRow, login: PlacedLogin): Promise<void> {
  const taken = await findPersonNamed(ctx.db, login.id)
  const personId = taken === undefined ? login.id : randomUUID()
  await insertPersonOf(ctx.db, personId, login.id, decision.decided_at)
  const detail = `${decision.decided_by} decided on ${day(decision.decided_at)} that it does not belong to ${decision.person_name}.`
  await placeLogins(ctx.db, [login.id], { personId, rule: 'first_seen', detail, decisionId: decision.id, at: decision.decided_at })
  await settlePersons(ctx.db, [personId, decision.person_id])
}

async function loginOf(ctx: Context, { login }: Pick<About<'link'>, 'login'>): Promise<PlacedLogin> {
  const found = await findPlacedLogin(ctx.db, login)
  if (found === undefined) throw new Refused('not_found', 'There is no login with this id any more; its connection may have been removed.')
  return found
}

async function personOf(ctx: Context, id: string): Promise<{ id: string; name: string }> {
  const person = await findPersonNamed(ctx.db, id)
  if (person !== undefined) return person
  const merged = await findMergeOf(ctx.db, [id])
  throw new Refused(
    'not_found',
    merged === undefined ? 'There is no person with this id any more.' : `${decidedAlready(merged)}. Choose ${merged.person_name}.`,
  )
}

async function twoPersons(ctx: Context, { personId, otherId }: Pick<About<'merge'>, 'personId' | 'otherId'>) {
  if (personId === otherId) throw new Refused('conflict', 'This is one and the same person. Choose two.')
  return [await personOf(ctx, personId), await personOf(ctx, otherId)] as const
}

async function whoseByNow({ db }: Context, { name, personId }: PlacedLogin): Promise<string> {
  const person = personId === null ? undefined : await findPersonNamed(db, personId)
  return `${name} belongs to ${person?.name ?? 'nobody'} by now. Look at it again, then decide.`
}

/** What a human decided about this login is undone first, not overruled. */
async function refuseDecided({ db }: Context, { id, decisionId }: PlacedLogin): Promise<void> {
  const decision = decisionId === null ? undefined : await findDecision(db, decisionId)
  const binds = decision !== undefined && (decision.kind === 'merge' || (decision.kind === 'link' && decision.login_id === id))
  if (binds) throw new Refused('conflict', `${decidedAlready(decision)}. Undo that decision first.`)
}

async function refuseApart({ db }: Context, loginIds: readonly string[], personId: string): Promise<void> {
  const apart = await findApart(db, loginIds, personId)
  if (apart !== undefined) throw new Refused('conflict', `${decidedAlready(apart)}. Undo that decision first.`)
}
