import type { AccessCondition, AccessRules, AccessRuleWarning } from '@rollcall/contract'
import type { Db } from '../../../db/database.ts'
import { Refused } from '../../../errors.ts'
import { type ConnectionRow, findConnections } from '../../connections/index.ts'
import { resourcesOf } from '../resources.ts'
import { findHeld, findKnownGroups, findKnownLogins } from './rule-sets.queries.ts'

/** Finds a connection by its name, in whatever case, or its id. */
export type FindConnection = (named: string) => ConnectionRow | undefined

export async function openConnections(db: Db): Promise<FindConnection> {
  const rows = await findConnections(db)
  const byKey = new Map(rows.flatMap(row => [[row.id, row] as const, [row.name.toLowerCase(), row] as const]))
  return named => byKey.get(named.trim().toLowerCase())
}

/** Every connection that rules speak of, changed by `change`; `at` says where in the document. */
function withConnections(
  { rules, closed, exceptions }: AccessRules,
  change: (named: string, resource: 'accounts' | 'identities', at: string) => string,
): AccessRules {
  const source = (condition: AccessCondition, at: string): AccessCondition =>
    condition.kind === 'group' && condition.source !== undefined ? { ...condition, source: change(condition.source, 'identities', `${at}.source`) } : condition
  return {
    rules: rules.map((rule, n) => ({
      ...rule,
      conditions: rule.conditions.map((condition, place) => source(condition, `rules.${n}.conditions.${place}`)),
      gives: rule.gives.map((gives, place) => ({ ...gives, app: change(gives.app, 'accounts', `rules.${n}.gives.${place}.app`) })),
    })),
    closed: closed.map((app, n) => change(app, 'accounts', `closed.${n}`)),
    exceptions: exceptions.map((exception, n) => ({ ...exception, app: change(exception.app, 'accounts', `exceptions.${n}.app`) })),
  }
}

const resourceWords = { accounts: 'accounts', identities: 'people' } as const

/** Rules as they are kept: apps and sources by their ids. Refuses what is not connected, with where it is named. */
export const keepReferences = (rules: AccessRules, find: FindConnection): AccessRules =>
  withConnections(rules, (named, resource, at) => {
    const found = find(named)
    const refuse = (sentence: string) => new Refused('bad_request', sentence, { at: `document.${at}` })
    if (found === undefined) throw refuse(`There is no connection called "${named.slice(0, 100)}". Connect it first, or correct the name.`)
    if (!resourcesOf(found.connector).includes(resource))
      throw refuse(`${found.name} has no ${resourceWords[resource]} that Rollcall reads, so no rule can speak of it here.`)
    return found.id
  })

/** Rules as people read them. A connection that is gone keeps its id. */
export const showReferences = (rules: AccessRules, find: FindConnection): AccessRules => withConnections(rules, named => find(named)?.name ?? named)

/** What is allowed and perhaps not meant, in kept rules. */
export async function warningsOf(db: Db, rules: AccessRules, find: FindConnection): Promise<AccessRuleWarning[]> {
  const warnings: AccessRuleWarning[] = []
  const gives = [
    ...rules.rules.flatMap((rule, n) => rule.gives.map((each, place) => ({ ...each, at: `rules.${n}.gives.${place}` }))),
    ...rules.exceptions.map((each, n) => ({ ...each, at: `exceptions.${n}` })),
  ]
  const apps = [...new Set([...gives.map(({ app }) => app), ...rules.closed])]
  const held = Map.groupBy(await findHeld(db, apps), ({ connectionId, kind }) => `${kind} ${connectionId}`)
  for (const { app, role, licence, groups = [], at } of gives) {
    const connection = find(app)
    if (connection === undefined) warnings.push({ at: `${at}.app`, sentence: 'This connection is not there any more; the rule gives nothing.' })
    const told = (kind: 'role' | 'licence' | 'group', name: string, where: string) => {
      const seen = held.get(`${kind} ${app}`)
      if (connection !== undefined && seen?.some(each => each.name === name.toLowerCase()) !== true)
        warnings.push({ at: where, sentence: `No account of ${connection.name} has the ${kind} "${name}"${knownWords(seen?.map(each => each.name) ?? [])}` })
    }
    if (role !== undefined) told('role', role, `${at}.role`)
    if (licence !== undefined) told('licence', licence, `${at}.licence`)
    for (const [place, group] of groups.entries()) told('group', group, `${at}.groups.${place}`)
  }
  const logins = rules.exceptions.map(({ person }) => person.toLowerCase())
  const known = logins.length === 0 ? new Set<string>() : await findKnownLogins(db, logins)
  for (const [n, { person }] of rules.exceptions.entries())
    if (!known.has(person.toLowerCase()))
      warnings.push({ at: `exceptions.${n}.person`, sentence: `No identity source knows ${person}; the exception is about nobody.` })
  return [...warnings, ...(await groupWarnings(db, rules))]
}

async function groupWarnings(db: Db, { rules }: AccessRules): Promise<AccessRuleWarning[]> {
  const asked = rules.flatMap((rule, n) =>
    rule.conditions.flatMap((condition, place) =>
      condition.kind === 'group' && (condition.operator === 'is' || condition.operator === 'one_of')
        ? condition.values.map((value, v) => ({ value, at: `rules.${n}.conditions.${place}.values.${v}` }))
        : [],
    ),
  )
  const known = asked.length === 0 ? new Set<string>() : await findKnownGroups(db)
  return asked
    .filter(({ value }) => !known.has(value.toLowerCase()))
    .map(({ value, at }) => ({ at, sentence: `Nobody is in a group "${value}" of an identity source.` }))
}

const mostNames = 8
const knownWords = (names: readonly string[]): string =>
  names.length === 0 ? '.' : `; there are ${names.toSorted().slice(0, mostNames).join(', ')}${names.length > mostNames ? ' and more' : ''}.`
