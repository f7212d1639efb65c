import type { AccessRules } from '@rollcall/contract'
import { sql } from 'kysely'
import type { Db } from '../../../db/database.ts'

export interface RuleSetRow {
  readonly version: number
  readonly document: AccessRules
  readonly saved_at: Date
  readonly saved_by: string
  readonly restores: number | null
  readonly compared_at: Date | null
}

/** One saver at a time in all processes, until the transaction ends. */
export const lockAccessRules = (db: Db) => sql`select pg_advisory_xact_lock(hashtext('lifecycle.access-rules'))`.execute(db)

/** The newest set, or undefined while nobody saved one. */
export const findInForce = async (db: Db): Promise<RuleSetRow | undefined> =>
  (await sql<RuleSetRow>`select * from access_rule_sets order by version desc limit 1`.execute(db)).rows[0]

export const findRuleSet = async (db: Db, version: number): Promise<RuleSetRow | undefined> =>
  (await sql<RuleSetRow>`select * from access_rule_sets where version = ${version}`.execute(db)).rows[0]

export const findRuleSets = async (db: Db): Promise<RuleSetRow[]> =>
  (await sql<RuleSetRow>`select * from access_rule_sets order by version desc limit 500`.execute(db)).rows

export const insertRuleSet = (db: Db, row: Omit<RuleSetRow, 'compared_at'>) =>
  sql`insert into access_rule_sets (version, document, saved_at, saved_by, restores)
    values (${row.version}, ${JSON.stringify(row.document)}::jsonb, ${row.saved_at}, ${row.saved_by}, ${row.restores})`.execute(db)

export const markCompared = (db: Db, version: number, at: Date) => sql`update access_rule_sets set compared_at = ${at} where version = ${version}`.execute(db)

/** What accounts of some apps hold, to tell a misspelled role from one that nobody has. */
export const findHeld = async (
  db: Db,
  connectionIds: readonly string[],
): Promise<{ connectionId: string; kind: 'role' | 'licence' | 'group'; name: string }[]> =>
  (
    await sql<{ connectionId: string; kind: 'role' | 'licence' | 'group'; name: string }>`
      with here as materialized (select connection_id, role, licence, groups from accounts where connection_id = any(${connectionIds}::uuid[]))
      select distinct connection_id as "connectionId", 'role' as kind, lower(role) as name from here where role is not null
      union select distinct connection_id, 'licence', lower(licence) from here where licence is not null
      union select distinct connection_id, 'group', lower(g) from here, unnest(groups) g`.execute(db)
  ).rows

/** Which of these logins an identity source knows. */
export const findKnownLogins = async (db: Db, logins: readonly string[]): Promise<Set<string>> =>
  new Set(
    (
      await sql<{ login: string }>`select distinct i.login from (select unnest(emails || lower(user_name)) as login from identities) i
        where i.login = any(${logins}::text[])`.execute(db)
    ).rows.map(({ login }) => login),
  )

/** Which of these groups some identity is in, in lower case. */
export const findKnownGroups = async (db: Db): Promise<Set<string>> =>
  new Set((await sql<{ name: string }>`select distinct lower(g) as name from identities, unnest(groups) g`.execute(db)).rows.map(({ name }) => name))
