import type { Actor, Context } from '../../../context.ts'
import { Refused } from '../../../errors.ts'

/** Decisions that stand for an approval are those of a signed-in person: no token, no operator and no job makes any. */
export function signedIn({ actor }: Context, does: string): Extract<Actor, { kind: 'user' }> {
  if (actor.kind !== 'user') throw new Refused('not_allowed', `Only a signed-in person ${does}. Do it in the console.`)
  return actor
}
