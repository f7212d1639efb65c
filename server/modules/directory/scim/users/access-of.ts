import type { Claims } from '../../access/claims.ts'
import { type Door, type RuledGrants, sayingsAlone, strongerDoor, underRules, unruled } from '../../access/grants-by-rule.ts'
import { lookAt } from '../../access/looked-at.ts'
import type { RuleSet } from '../../access/rule.ts'
import type { FindRole } from '../../find-role.ts'
import type { JsonObject } from '../json.ts'
import { grantsOf, type Wishes } from './grants-of.ts'
import type { UserRecord } from './user-document.ts'

/** What a request asks of a user: the attributes as they are to be, and what it says of the grants. */
export interface Wanted {
  readonly document: JsonObject
  readonly wishes: Wishes
  /** The door it came in by; by hand when left out. */
  readonly door?: Door
  /** What the identity provider claims of the user; as it was when left out. */
  readonly claims?: Claims
}

/** Role, licence and manager after a request: what doors say, this one's wishes among it, and over that the rules. */
export async function accessOf(findRole: FindRole, rules: RuleSet, row: UserRecord | null, { document, wishes, door, claims }: Wanted): Promise<RuledGrants> {
  const said = await grantsOf(findRole, row === null ? null : sayingsAlone(row), wishes)
  const alone = { ...unruled, ...said, door: strongerDoor(row?.door ?? 'manual', door ?? 'manual'), claims: claims ?? row?.claims ?? {} }
  const groups = (row?.groups ?? []).map(group => group.display)
  return underRules(rules, alone, { attributes: lookAt(rules.attributes, document), groups, claims: alone.claims })
}
