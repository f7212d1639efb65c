import type { GrantKind, GrantReason, MappingRule, TriedRule } from '@rollcall/contract'
import type { Context } from '../../../context.ts'
import { Refused } from '../../../errors.ts'
import { openRoles } from '../find-role.ts'
import { builtInRole } from '../role.ts'
import { isObject, type Json, type JsonObject } from '../scim/json.ts'
import { readResource } from '../scim/read-resource.ts'
import { userType } from '../scim/schema/resource-types.ts'
import { enterpriseSchema } from '../scim/schema/user-schema.ts'
import { ScimError } from '../scim/scim-error.ts'
import { grantNames, grantsOf, wishesOf } from '../scim/users/grants-of.ts'
import { readClaims } from './claims.ts'
import { saidAttributes, underRules, unruled } from './grants-by-rule.ts'
import { lookAt } from './looked-at.ts'
import { becauseOf, valueOf } from './population.ts'
import { readRules } from './read-rules.ts'
import { compileRules, foundBy, kindsOf, testOf } from './rule.ts'
import { readRules as readInForce } from './rules-in-force.ts'

export interface Trial {
  readonly user?: Record<string, unknown> | undefined
  readonly claims?: Record<string, unknown> | undefined
  readonly groups?: readonly string[] | undefined
  readonly rules?: readonly MappingRule[] | undefined
}

export interface Tried {
  readonly steps: TriedRule[]
  readonly result: { kind: GrantKind; value: string | null; because: GrantReason }[]
  readonly ignored: string[]
}

/** Holds the rules against one user or one set of claims, as if they had just arrived, and says of each rule what it found. */
export async function tryMappingRules(ctx: Context, { user, claims = {}, groups = [], rules }: Trial): Promise<Tried> {
  const findRole = await openRoles(ctx.db)
  const inForce = await readInForce(ctx.db)
  const documents = rules === undefined ? inForce.documents : await readRules(rules, findRole)
  const set = compileRules(documents, inForce.set.customRoles)
  const { document, ignored } = readUser(user ?? {})
  const names = new Set([
    ...Object.keys(document),
    ...Object.keys(isObject(document[enterpriseSchema.id]) ? (document[enterpriseSchema.id] as JsonObject) : {}),
  ])
  const door = user === undefined ? 'jit' : 'scim'
  const said = await grantsOf(findRole, null, wishesOf(door, null, document, names)).catch(refuseAsRest)
  const alone = { ...unruled, ...said, door, claims: readClaims(claims) } as const
  const seen = { attributes: lookAt(set.attributes, document), groups, claims: alone.claims }
  const person = { ...seen, attributes: { ...seen.attributes, ...saidAttributes(set, alone) } }
  const grants = underRules(set, alone, seen)
  const roleName = (id: string) => builtInRole(id)?.name ?? set.customRoles.get(id) ?? id
  return {
    steps: documents.map((rule, index) => ({
      rule,
      matches: set.rules[index]?.matches(person) === true,
      conditions: rule.conditions.map(condition => ({ condition, found: [...foundBy(condition, person)], matches: testOf(condition)(person) })),
      gives: kindsOf(rule).filter(kind => grants[`${kind}_rule`] === rule.id),
    })),
    result: grantNames.map(kind => ({
      kind,
      value: kind === 'role' ? roleName(grants.role) : valueOf(grants, kind),
      because: becauseOf(grants, kind),
    })),
    ignored: [...ignored],
  }
}

function readUser(user: Record<string, unknown>): { document: JsonObject; ignored: readonly string[] } {
  try {
    return readResource(userType, user as Json)
  } catch (thrown) {
    return refuseAsRest(thrown)
  }
}

function refuseAsRest(thrown: unknown): never {
  throw thrown instanceof ScimError ? new Refused('bad_request', thrown.message, { at: 'user', cause: thrown }) : thrown
}
