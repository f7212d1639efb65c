import type { AccessSuggestion } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { findRuledAccess } from '../lifecycle/index.ts'
import { findTeamAccess, type TeamAccess } from './playbooks.queries.ts'
import { findPlaces, isOpen, type Place, readSubject, type Subject } from './subject.ts'

/** What somebody who begins should have: what the rules will give them on their first day, then what the people of their manager have, the usual first. */
export async function suggestAccess(ctx: Context, personId: string): Promise<AccessSuggestion[]> {
  const subject = await readSubject(ctx, personId)
  const places = await findPlaces(ctx)
  const ruled = await findRuledAccess(ctx, personId, firstDay(subject, ctx.clock.now()))
  const team = await findTeamAccess(ctx.db, personId)
  const decided = new Set(ruled.map(({ connectionId }) => connectionId))
  const suggested = [
    ...ruled.map(({ connectionId, role, licence, groups, rule }) => {
      const why = `The rule "${rule}" gives it.`
      return { connectionId, role, licence, groups: [...groups], from: 'rule' as const, usual: true, why }
    }),
    ...team
      .filter(({ connectionId }) => !decided.has(connectionId))
      .map(each => {
        const { connectionId, role, licence } = each
        return { connectionId, role, licence, groups: [], from: 'team' as const, usual: each.have * 2 > each.team, why: teamWords(each) }
      }),
  ]
  return suggested.flatMap(each => {
    const place = places.get(each.connectionId)
    return place === undefined ? [] : [{ ...each, connectionName: place.row.name, ...standingOf(subject, place) }]
  })
}

function standingOf({ accounts, givings }: Subject, { row, writes }: Place): Pick<AccessSuggestion, 'has' | 'stagesRole'> {
  const given = givings.some(({ appConnectionId, assigned }) => appConnectionId === row.id && !assigned)
  return {
    has: accounts.some(account => account.connectionId === row.id && isOpen(account)),
    stagesRole: given && writes.createAccount !== undefined,
  }
}

/** The day from which rules that look at the first day speak of them. */
function firstDay({ identities }: Subject, now: Date): Date {
  const days = identities.flatMap(({ startsOn }) => (startsOn === null ? [] : [Date.parse(`${startsOn}T12:00:00Z`)]))
  return new Date(Math.max(now.getTime(), ...days))
}

const teamWords = ({ team, have, managers }: TeamAccess): string =>
  team === 1 ? `The one other person of ${managers} has it.` : `${have} of ${team} other people of ${managers} have it.`
