import { MigrationPlaybook, type Owned } from '@rollcall/contract'
import { type Selectable, sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { FollowUp } from './follow-up.ts'
import type { PlaybookTables } from './playbooks.tables.ts'

type FollowUpRow = Selectable<PlaybookTables['playbook_follow_ups']>

/** What is to be drafted, and the plan that it follows. */
export interface Due {
  readonly planId: string | null
  readonly followUp: FollowUp
}

/** Whose identity has one of these addresses; of several, the one who is there. */
export const findPersonAt = async (db: Db, emails: readonly string[]): Promise<string | null> =>
  (
    await sql<{ id: string }>`
      select p.id from persons p join identity_links l on l.person_id = p.id join identities i on i.id = l.identity_id
      where i.emails && ${emails}::text[] order by i.status = 'active' desc, p.id limit 1`.execute(db)
  ).rows[0]?.id ?? null

/** Open opportunities and accounts of these accounts, as the apps were last read; apps in which they own nothing are not answered. */
export const findOwned = async (db: Db, accountIds: readonly string[]): Promise<Owned[]> =>
  (
    await sql<Owned>`
      select c.id as "connectionId", c.name as "connectionName", sum(o.opportunities)::int as opportunities, sum(o.accounts)::int as accounts
      from accounts a join connections c on c.id = a.connection_id cross join lateral (
        select (select count(*) from crm_opportunities x where x.connection_id = a.connection_id and x.owner_external_id = a.external_id and x.open and x.gone_at is null) as opportunities,
          (select count(*) from crm_accounts x where x.connection_id = a.connection_id and x.owner_external_id = a.external_id and x.gone_at is null) as accounts
      ) o where a.id = any(${accountIds}::uuid[]) and o.opportunities + o.accounts > 0 group by c.id, c.name order by c.name`.execute(db)
  ).rows

export const insertFollowUp = async (db: Db, planId: string | null, followUp: FollowUp): Promise<void> => {
  const { kind, dueAt } = followUp
  const [personId, migration] = followUp.kind === 'switch_off' ? [null, JSON.stringify(followUp.migration)] : [followUp.personId, null]
  await sql`
    insert into playbook_follow_ups (kind, person_id, migration, plan_id, due_at)
    values (${kind}, ${personId}::uuid, ${migration}::jsonb, ${planId}::uuid, ${dueAt}::timestamptz) on conflict do nothing`.execute(db)
}

/** What is due and not drafted; the end of a contract is so ahead of its time. */
export const findDue = (db: Db, now: Date, ahead: Date): Promise<{ id: string }[]> =>
  db
    .selectFrom('playbook_follow_ups')
    .select('id')
    .where(eb => eb.or([eb('due_at', '<=', now), eb.and([eb('kind', '=', 'contract_end'), eb('due_at', '<=', ahead)])]))
    .where('drafted_at', 'is', null)
    .orderBy('due_at')
    .limit(200)
    .execute()

/** Held until the transaction ends; undefined where another process has drafted it meanwhile. */
export const lockDue = async (db: Db, id: string): Promise<Due | undefined> => {
  const row = await db.selectFrom('playbook_follow_ups').selectAll().where('id', '=', id).where('drafted_at', 'is', null).forUpdate().executeTakeFirst()
  return row === undefined ? undefined : { planId: row.plan_id, followUp: followUpOf(row) }
}

function followUpOf({ kind, person_id: personId, migration, due_at: dueAt }: FollowUpRow): FollowUp {
  if (kind === 'switch_off') return { kind, migration: MigrationPlaybook.parse(migration), dueAt }
  if (personId === null) throw new Error(`A follow-up of the kind ${kind} is about nobody.`)
  return { kind, personId, dueAt }
}

export const endFollowUp = (db: Db, id: string, planId: string | null, now: Date) =>
  db.updateTable('playbook_follow_ups').set({ drafted_plan_id: planId, drafted_at: now }).where('id', '=', id).execute()

export interface EndingContract {
  readonly personId: string
  readonly endsOn: string
  readonly timeZone: string | null
}

/** Who is there and has a last working day between two days, with where they work, unless a plan that goes on closes their logins already. */
export const findEndingContracts = async (db: Db, from: string, until: string): Promise<EndingContract[]> =>
  (
    await sql<EndingContract>`
      select p.id as "personId", p.time_zone as "timeZone", max(i.ends_on) as "endsOn"
      from identities i join identity_links l on l.identity_id = i.id join persons p on p.id = l.person_id
      where i.status in ('active', 'locked', 'staged') and i.ends_on between ${from} and ${until}
        and not exists (
          select from plan_steps s join plans p on p.id = s.plan_id where p.state in ('draft', 'scheduled', 'approved', 'applying', 'paused')
            and s.definition::jsonb ->> 'personId' = l.person_id::text and s.definition::jsonb ->> 'action' in ('deactivate_identity', 'deactivate_account'))
      group by p.id, p.time_zone`.execute(db)
  ).rows

/** Everybody who has an account there that lets them in, by name. */
export const findHolders = async (db: Db, connectionId: string): Promise<string[]> =>
  (
    await sql<{ id: string }>`
      select p.id from persons p where p.id in (
        select l.person_id from accounts a join account_links l on l.account_id = a.id
        where a.connection_id = ${connectionId}::uuid and a.status not in ('inactive', 'deleted'))
      order by lower(p.display_name), p.id`.execute(db)
  ).rows.map(({ id }) => id)

/** What the people of somebody's managers have in one app, without themselves; role and licence as most of them have. */
export interface TeamAccess {
  readonly connectionId: string
  readonly role: string | null
  readonly licence: string | null
  /** How many they are, and how many of them have it. */
  readonly team: number
  readonly have: number
  readonly managers: string
}

export const findTeamAccess = async (db: Db, personId: string): Promise<TeamAccess[]> =>
  (
    await sql<TeamAccess>`
      with managers as (
        select distinct lower(i.manager_email) as email from identity_links l join identities i on i.id = l.identity_id
        where l.person_id = ${personId}::uuid and i.manager_email is not null
      ), team as materialized (
        select distinct l.person_id from identities i join identity_links l on l.identity_id = i.id
        where lower(i.manager_email) in (select email from managers) and i.status = 'active' and l.person_id <> ${personId}::uuid
      ), held as (
        select distinct on (t.person_id, a.connection_id) t.person_id, a.connection_id, a.role, a.licence
        from team t join account_links l using (person_id) join accounts a on a.id = l.account_id
        where a.status = 'active' and a.protection = 'none' order by t.person_id, a.connection_id, a.id
      )
      select h.connection_id as "connectionId", mode() within group (order by h.role) as role, mode() within group (order by h.licence) as licence,
        (select count(*)::int from team) as team, count(*)::int as have, (select string_agg(email, ' and ' order by email) from managers) as managers
      from held h join connections c on c.id = h.connection_id group by h.connection_id, c.name order by have desc, c.name`.execute(db)
  ).rows
