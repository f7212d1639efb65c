import type { Mode, StepDefinition } from '@rollcall/contract'
import type { Context } from '../../../context.ts'
import { Refused } from '../../../errors.ts'
import { inWords, placeOf, traits } from '../step.ts'
import { findModes } from './mode.queries.ts'

export type Modes = ReadonlyMap<string, Mode>

type Placed = Pick<StepDefinition, 'connectionId' | 'connectionName' | 'via'>

export const modesNow = async (ctx: Context): Promise<Modes> => new Map((await findModes(ctx.db)).map(({ connectionId, mode }) => [connectionId, mode]))

/** Where a step is felt, and where it is carried out: both have a say. */
const placesOf = (step: Placed): readonly string[] => [step.connectionId, placeOf(step)]

const nameOf = ({ connectionId, connectionName, via }: Placed, place: string): string =>
  place === connectionId ? connectionName : (via?.connectionName ?? connectionName)

/** Why nothing is planned in an app that is only observed, or null. */
export function whyObserved(modes: Modes, step: Placed): string | null {
  const place = placesOf(step).find(each => modes.get(each) === 'observe')
  return place === undefined
    ? null
    : `${nameOf(step, place)} is only observed: Rollcall shows what it finds and plans nothing. Choose another mode under Approvals.`
}

export function refuseObserved(modes: Modes, steps: readonly Placed[]): void {
  for (const step of steps) {
    const sentence = whyObserved(modes, step)
    if (sentence !== null) throw new Refused('conflict', sentence)
  }
}

export const isSimulated = (modes: Modes, step: Placed): boolean => placesOf(step).some(place => modes.get(place) === 'simulate')

/**
 * Why a step ends without a write, with what it would have been; null when it goes on. What was drafted as a simulation stays one, and what was
 * drafted before its app was set to be simulated or observed writes nothing either.
 */
export async function whySimulated(ctx: Context, step: StepDefinition): Promise<string | null> {
  const modes = await modesNow(ctx)
  const place = placesOf(step).find(each => ['simulate', 'observe'].includes(modes.get(each) ?? ''))
  if (!step.simulated && place === undefined) return null
  const { action, accountName, connectionName, via, route, before, after } = step
  const from = inWords(before)
  const where = via?.connectionName ?? connectionName
  const by = route === 'manual' ? `somebody would have been asked to do this in ${connectionName}` : `${where} would have been asked`
  const what = `${traits[action].verb.toLowerCase()}: ${accountName}${from === '' ? '' : `, ${from}`} to ${inWords(after)}`
  const why =
    step.simulated || place === undefined ? 'Simulated' : `${nameOf(step, place)} is ${modes.get(place) === 'observe' ? 'only observed' : 'simulated'} since`
  return `${why}: ${by} (${what}). Nothing was sent.`
}
