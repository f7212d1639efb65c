// Who should have what: the access rules asked of everybody in one statement.
import type { AccessCondition, RuleOperator } from '@rollcall/contract'
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../../db/database.ts'
import type { CompiledRules } from './compiled-rules.ts'

/** What somebody should have in one app. */
export interface Expected {
  readonly personId: string
  readonly connectionId: string
  /** The first rule that gives the app. */
  readonly rule: string
  readonly role: string | null
  readonly licence: string | null
  readonly groups: readonly string[]
}

const columns = { department: 'i.department', title: 'i.title', manager: 'i.manager', employeeNumber: 'i.employee_number' } as const
const days = { startsOn: sql`coalesce(max(i.starts_on), '0001-01-01')`, endsOn: sql`coalesce(min(i.ends_on), '9999-12-31')` }

/** Of a text in lower case. The values are lowered by the database too, because JavaScript and PostgreSQL do not agree on every letter. */
function comparing(text: RawBuilder<unknown>, operator: RuleOperator, values: readonly string[]): RawBuilder<boolean> {
  const wanted = operator === 'is' || operator === 'one_of' ? values : values.map(value => `${operator === 'contains' ? '%' : ''}${escaped(value)}%`)
  const lowered = sql`array(select lower(v) from unnest(${wanted}::text[]) v)`
  return operator === 'is' || operator === 'one_of' ? sql`${text} = any(${lowered})` : sql`${text} like any(${lowered})`
}

const escaped = (text: string): string => text.replace(/[\\%_]/g, String.raw`\$&`)

/** Over all identities `i` of one person. */
function holding(condition: AccessCondition, today: string): RawBuilder<unknown> {
  switch (condition.kind) {
    case 'attribute':
      return sql`coalesce(bool_or(${comparing(sql.raw(columns[condition.name]), condition.operator, condition.values)}), false)`
    case 'group': {
      const inOne = sql`exists (select from unnest(i.groups) g where ${comparing(sql.raw('g'), condition.operator, condition.values)})`
      return condition.source === undefined ? sql`bool_or(${inOne})` : sql`bool_or(i.connection_id = ${condition.source}::uuid and ${inOne})`
    }
    case 'status':
      return sql`bool_or(i.status = any(${condition.values}::text[]))`
    case 'date': {
      const day = sql`to_char(${today}::date + ${condition.days}::int, 'YYYY-MM-DD')`
      return condition.operator === 'on_or_before' ? sql`${days[condition.name]} <= ${day}` : sql`${days[condition.name]} > ${day}`
    }
  }
}

const listed = (items: readonly RawBuilder<unknown>[], type: 'boolean' | 'int') => sql`array[${sql.join(items)}]::${sql.raw(type)}[]`

/** The exceptions with the persons whom they name; those that have ended among them. */
const exceptedRows = ({ exceptions }: CompiledRules) => sql`
  select distinct l.person_id, x.place, x.connection_id, x.effect, x.until, x.ended
  from jsonb_to_recordset(${JSON.stringify(exceptions.map(({ connectionId, ...each }) => ({ ...each, connection_id: connectionId })))}::jsonb)
    as x (place int, login text, connection_id uuid, effect text, until text, ended boolean)
  join (select id, unnest(emails || lower(user_name)) as login from identities) i on i.login = x.login join identity_links l on l.identity_id = i.id`

/**
 * One pass over the identities says for each person which rules match; what the rules of each list that occurs come to is found once, and
 * joined to the persons. Refers to `excepted`.
 */
function expectedRows({ conditions, tests, offers, today }: CompiledRules, personIds: readonly string[] | null) {
  const matching = tests.map(({ place, match, conditions: asked, required }) => {
    const all = asked.map(each => sql`holds[${sql.lit(each + 1)}]`)
    const some = all.length === 0 ? sql`true` : sql`(${sql.join(all, match === 'all' ? sql` and ` : sql` or `)})`
    return sql`case when ${some} and ${required === null ? sql`true` : sql`holds[${sql.lit(required + 1)}]`} then ${sql.lit(place)} end`
  })
  return sql`
    with entries as materialized (
      -- Lowered once, and not by each condition.
      select l.person_id, i.connection_id, i.status, i.starts_on, i.ends_on, lower(i.department) as department, lower(i.title) as title,
        lower(i.manager_email) as manager, lower(i.employee_number) as employee_number,
        ${conditions.some(({ kind }) => kind === 'group') ? sql`array(select lower(g) from unnest(i.groups) g)` : sql`null::text[]`} as groups
      from identities i join identity_links l on l.identity_id = i.id
      where i.status <> 'deleted' and ${personIds === null ? sql`true` : sql`l.person_id = any(${personIds}::uuid[])`}
    ), asked as materialized (
      select i.person_id, ${listed(
        conditions.map(each => holding(each, today)),
        'boolean',
      )} as holds
      from entries i group by i.person_id
    ), given as (
      select person_id, array_agg(place order by place) as places from excepted where effect = 'give' and not ended group by person_id
    ), matched as materialized (
      select a.person_id, coalesce(g.places, '{}') || array_remove(${listed(matching, 'int')}, null) as places from asked a left join given g using (person_id)
    ), lists as (select distinct places from matched where places <> '{}'),
    offered as (
      select s.places, o.* from (select places, unnest(places) as place from lists) s
      join jsonb_to_recordset(${JSON.stringify(offers.map(({ connectionId, ...each }) => ({ ...each, connection_id: connectionId })))}::jsonb)
        as o (place int, rule text, connection_id uuid, role text, licence text, groups text[]) on o.place = s.place
    ), outcomes as (
      select places, connection_id, (array_agg(rule order by place))[1] as rule,
        (array_agg(role order by place) filter (where role is not null))[1] as role, (array_agg(licence order by place) filter (where licence is not null))[1] as licence
      from offered group by places, connection_id
    ), memberships as (
      select o.places, o.connection_id, array_agg(distinct m.name) as groups from offered o, unnest(o.groups) m (name) group by o.places, o.connection_id
    )
    select m.person_id, o.connection_id, o.rule, o.role, o.licence, coalesce(s.groups, '{}') as groups
    from matched m join outcomes o on o.places = m.places
    left join memberships s on s.places = o.places and s.connection_id = o.connection_id
    left join excepted x on x.person_id = m.person_id and x.connection_id = o.connection_id and x.effect <> 'give' and not x.ended
    where x.person_id is null`
}

/** `excepted` and `expected`: what the rules say of everybody, until the transaction ends. */
export async function gatherExpected(db: Db, rules: CompiledRules): Promise<void> {
  await sql`create temporary table excepted on commit drop as ${exceptedRows(rules)}`.execute(db)
  await sql`create temporary table expected on commit drop as ${expectedRows(rules, null)}`.execute(db)
}

/** What the rules say of some persons now. */
export const findExpected = async (db: Db, rules: CompiledRules, personIds: readonly string[]): Promise<Expected[]> =>
  (
    await sql<Expected>`with excepted as materialized (${exceptedRows(rules)})
      select person_id as "personId", connection_id as "connectionId", rule, role, licence, groups from (${expectedRows(rules, personIds)}) e`.execute(db)
  ).rows

/** Whom the rules leave as they are in an app, until the exception ends. */
export const findExcepted = async (
  db: Db,
  rules: CompiledRules,
  personIds: readonly string[],
): Promise<{ personId: string; connectionId: string; effect: 'give' | 'leave' | 'deny' }[]> =>
  rules.exceptions.length === 0
    ? []
    : (
        await sql<{
          personId: string
          connectionId: string
          effect: 'give' | 'leave' | 'deny'
        }>`select person_id as "personId", connection_id as "connectionId", effect from (${exceptedRows(rules)}) x
          where not ended and person_id = any(${personIds}::uuid[])`.execute(db)
      ).rows

/** To how many persons each rule gives something first. Asks `expected`. */
export const countGiven = async (db: Db): Promise<{ rule: string; persons: number }[]> =>
  (await sql<{ rule: string; persons: number }>`select rule, count(distinct person_id)::int as persons from expected group by rule`.execute(db)).rows
