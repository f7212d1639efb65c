import type { Owned } from '@rollcall/contract'
import { type Selectable, sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { FollowUp } from './follow-up.ts'
import type { PlaybookTables } from './playbooks.tables.ts'

export type FollowUpRow = Selectable<PlaybookTables['playbook_follow_ups']>

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

export const insertFollowUp = async (db: Db, planId: string | null, { kind, personId, dueAt }: FollowUp): Promise<void> =>
  void (await sql`
    insert into playbook_follow_ups (kind, person_id, plan_id, due_at) values (${kind}, ${personId}::uuid, ${planId}::uuid, ${dueAt}::timestamptz)
    on conflict do nothing`.execute(db))

/** What is due and not drafted. */
export const findDue = (db: Db, now: Date): Promise<FollowUpRow[]> =>
  db
    .selectFrom('playbook_follow_ups')
    .selectAll()
    .where('due_at', '<=', now)
    .where(sql<boolean>`drafted_at is null`)
    .orderBy('due_at')
    .limit(200)
    .execute()

/** Held until the transaction ends; undefined where another process has drafted it meanwhile. */
export const lockDue = (db: Db, id: string): Promise<FollowUpRow | undefined> =>
  db
    .selectFrom('playbook_follow_ups')
    .selectAll()
    .where('id', '=', id)
    .where(sql<boolean>`drafted_at is null`)
    .forUpdate()
    .executeTakeFirst()

export const endFollowUp = async (db: Db, id: string, planId: string | null, now: Date): Promise<void> =>
  void (await sql`update playbook_follow_ups set drafted_plan_id = ${planId}::uuid, drafted_at = ${now}::timestamptz where id = ${id}::uuid`.execute(db))
