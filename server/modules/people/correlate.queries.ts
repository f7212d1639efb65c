// Correlation as questions over all rows at once: nothing is read into this process, whatever the number of people.
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'

/** One correlation at a time in all processes, until the transaction ends. */
export const lockCorrelation = (db: Db) => sql`select pg_advisory_xact_lock(hashtext('people.correlate'))`.execute(db)

const connected = sql`(select id from connections)`

/** Candidates without those whom a human said a login does not belong to. */
const allowed = sql`(select * from candidates c where not exists (select from persons_apart x where x.login_id = c.id and x.person_id = c.person_id)) allowed`

/** Removes the links that disconnected sources left; accounts that lost their last identity are tried again. */
export async function deleteLeftLinks(db: Db): Promise<{ removed: boolean }> {
  const identities = await sql`delete from identity_links where connection_id not in ${connected}`.execute(db)
  const accounts = await sql`delete from account_links where connection_id not in ${connected}`.execute(db)
  if (identities.numAffectedRows !== 0n)
    await sql`update account_links l set rooted = false where rooted and not exists (select from identity_links r where r.person_id = l.person_id)`.execute(db)
  return { removed: identities.numAffectedRows !== 0n || accounts.numAffectedRows !== 0n }
}

/** Disputes are drawn anew each time; one that is settled at its source is gone. */
export const deleteDisputes = (db: Db) => db.deleteFrom('disputes').execute()

/** Identity sources with entries that belong to nobody yet, the oldest connection first. */
export const findSourcesToLink = async (db: Db): Promise<{ id: string; name: string }[]> =>
  (
    await sql<{ id: string; name: string }>`
      select id, name from connections where id in (
        select i.connection_id from identities i left join identity_links l on l.identity_id = i.id where l.identity_id is null
      ) order by created_at, id`.execute(db)
  ).rows

export const hasPersons = async (db: Db): Promise<boolean> => (await db.selectFrom('persons').select('id').limit(1).execute()).length > 0

/**
 * Links the new identities of one source to persons that other entries made: by employee number, then by e-mail. An employee number
 * counts only where the addresses have a domain in common, since two companies both have a number 1001. Within one source only the
 * number says that somebody came back, since an address is given to the next who has the name. A person who has a live entry in this
 * source already, or would get two at once, is disputed. Accounts that a human put together, and that no identity source knew, find their
 * identity by e-mail and stay together.
 */
export const linkIdentities = (db: Db, connectionId: string, now: Date) =>
  sql`
  with fresh as materialized (
    select i.id, i.employee_number, i.emails, i.domains from identities i left join identity_links l on l.identity_id = i.id
    where i.connection_id = ${connectionId}::uuid and l.identity_id is null
  ), candidates as (
    select f.id, l.person_id, 1 as tier, 'employee_number' as rule, 'Employee number ' || f.employee_number as sign, c.name as source
    from fresh f join identities o on o.employee_number = f.employee_number and o.domains && f.domains
    join identity_links l on l.identity_id = o.id join connections c on c.id = o.connection_id
    union all
    select f.id, o.person_id, 2, 'email', f.address, o.source
    from (select id, unnest(emails) as address from fresh) f
    join (select l.person_id, c.name as source, unnest(i.emails) as address
      from identity_links l join identities i on i.id = l.identity_id join connections c on c.id = i.connection_id
      where i.connection_id <> ${connectionId}::uuid) o using (address)
    union all
    select f.id, o.person_id, 3, 'email', f.address, o.source
    from (select id, unnest(emails) as address from fresh) f
    join (select l.person_id, c.name as source, unnest(a.emails) as address
      from account_links l join accounts a on a.id = l.account_id join connections c on c.id = a.connection_id
      where l.person_id in (select person_id from account_links where rule = 'human' and not rooted)) o using (address)
  ), best as (
    select distinct on (id, person_id) * from (select *, rank() over (partition by id order by tier) from ${allowed}) r where rank = 1 order by id, person_id
  ), judged as (
    select b.*, count(*) over (partition by b.id) > 1 or count(*) over (partition by b.person_id) > 1 or exists (
      select from identity_links l join identities i on i.id = l.identity_id
      where l.person_id = b.person_id and i.connection_id = ${connectionId}::uuid and i.status not in ('inactive', 'deleted')) as disputed
    from best b
  ), contested as (
    insert into disputes (identity_id, person_id, detail)
    select id, person_id, sign || ' fits more than one person or entry.' from judged where disputed
  )
  insert into identity_links (identity_id, person_id, connection_id, rule, detail, linked_at)
  select id, person_id, ${connectionId}::uuid, rule, sign || ' is the same in ' || source || '.', ${now}::timestamptz from judged where not disputed`.execute(
    db,
  )

/** Makes a person of every identity of one source that belongs to nobody and is not disputed. */
export const makePersonsOfIdentities = (db: Db, source: { id: string; name: string }, now: Date) =>
  sql`
  with fresh as materialized (
    select i.id, i.display_name, i.email, i.department, i.title, i.status, i.time_zone from identities i left join identity_links l on l.identity_id = i.id
    where i.connection_id = ${source.id}::uuid and l.identity_id is null and i.id not in (select identity_id from disputes where identity_id is not null)
  ), made as (
    insert into persons (id, display_name, email, department, title, status, time_zone, created_at)
    select id, display_name, email, department, title, status, time_zone, ${now}::timestamptz from fresh on conflict do nothing
  )
  insert into identity_links (identity_id, person_id, connection_id, rule, detail, linked_at)
  select id, id, ${source.id}::uuid, 'first_seen', ${`First seen in ${source.name}.`}, ${now}::timestamptz from fresh`.execute(db)

/**
 * Someone who left, and somebody who is there with the same address, or the same employee number in that source: whose an account is
 * cannot be said. Where a human said that they are different people, only accounts that were linked by what both have are still disputed.
 */
export const disputeDuplicates = (db: Db) =>
  sql`
  with gone as materialized (
    select l.identity_id, l.person_id, i.connection_id, i.employee_number, i.emails
    from identities i join identity_links l on l.identity_id = i.id where i.status in ('inactive', 'deleted')
  ), claimed as (
    select g.identity_id, g.person_id, o.identity_id as other_identity, o.person_id as other_person, g.address as sign, 'email' as rule, g.address as value
    from (select identity_id, person_id, unnest(emails) as address from gone) g
    join (select id, unnest(emails) as address from identities where status not in ('inactive', 'deleted')) i using (address)
    join (select identity_id, person_id from identity_links) o on o.identity_id = i.id and o.person_id <> g.person_id
    union all
    select g.identity_id, g.person_id, o.identity_id, o.person_id, 'the employee number ' || g.employee_number, 'employee_number', g.employee_number
    from gone g join identities i using (connection_id, employee_number) join identity_links o on o.identity_id = i.id and o.person_id <> g.person_id
    where i.status not in ('inactive', 'deleted')
  ), pairs as materialized (
    select c.*, exists (select from persons_apart x where x.login_id = c.identity_id and x.person_id = c.other_person) as told_apart from claimed c
  ), undecided as (
    select a.id, p.person_id, p.other_person, p.sign
    from pairs p join account_links l on l.person_id in (p.person_id, p.other_person) join accounts a on a.id = l.account_id
    where p.told_apart and l.rule = p.rule and (p.value = any(a.emails) or p.value = a.employee_number)
      and not exists (select from persons_apart x where x.login_id = a.id and x.person_id in (p.person_id, p.other_person))
  )
  insert into disputes (identity_id, account_id, person_id, other_person_id, detail)
  select identity_id, null::uuid, person_id, other_person, 'More than one person has ' || sign || '.' from pairs where not told_apart
  union select other_identity, null, other_person, person_id, 'More than one person has ' || sign || '.' from pairs where not told_apart
  union select null, id, person_id, null, 'More than one person has ' || sign || '.' from undecided
  union select null, id, other_person, null, 'More than one person has ' || sign || '.' from undecided`.execute(db)

/** Accounts that a human put together have an identity source behind them as soon as their person has. */
export const rootHeldAccounts = (db: Db) =>
  sql`
  update account_links l set rooted = true where rule = 'human' and not rooted and exists (select from identity_links r where r.person_id = l.person_id)`.execute(
    db,
  )

/** Sets the accounts aside that no identity stands behind yet, for the questions that follow; answers whether there are any. */
export async function gatherLooseAccounts(db: Db): Promise<boolean> {
  await sql`
    create temporary table loose_accounts on commit drop as
    select a.id, a.connection_id, a.external_key, a.employee_number, a.emails, a.domains, l.person_id
    from accounts a left join account_links l on l.account_id = a.id where l.account_id is null or (not l.rooted and l.rule <> 'human')`.execute(db)
  const { rows } = await sql`select from loose_accounts limit 1`.execute(db)
  return rows.length > 0
}

/**
 * Links accounts to persons whom an identity source knows: by the external id that the app was given, then by employee number, then
 * by e-mail. An account that so far only made a person of itself is tried again. Two candidates of the same rule are a dispute, and
 * so is an employee number whose addresses have no domain in common.
 */
export const linkAccounts = (db: Db, now: Date) =>
  sql`
  with candidates as (
    select a.id, a.connection_id, l.person_id, 1 as tier, 'external_id' as rule, 'Its external id ' || a.external_key as sign, i.connection_id as source_id
    from loose_accounts a join identities i on i.external_id = a.external_key join identity_links l on l.identity_id = i.id
    union all
    select a.id, a.connection_id, l.person_id, case when i.domains && a.domains or a.emails = '{}' or i.emails = '{}' then 2 else 4 end,
      'employee_number', 'Employee number ' || a.employee_number, i.connection_id
    from loose_accounts a join identities i on i.employee_number = a.employee_number join identity_links l on l.identity_id = i.id
    union all
    select a.id, a.connection_id, l.person_id, 3, 'email', a.address, i.connection_id
    from (select id, connection_id, unnest(emails) as address from loose_accounts) a
    join (select id, connection_id, unnest(emails) as address from identities) i using (address) join identity_links l on l.identity_id = i.id
  ), judged as (
    select id, connection_id, tier, min(rule) as rule, min(sign) as sign, (array_agg(source_id))[1] as source_id, array_agg(distinct person_id) as persons
    from (select *, rank() over (partition by id order by tier) from ${allowed}) r where rank = 1 group by id, connection_id, tier
  ), contested as (
    insert into disputes (account_id, person_id, detail)
    select id, unnest(persons), case when tier = 4 then sign || ' fits, but the addresses are of different companies.' else sign || ' fits more than one person.' end
    from judged where tier = 4 or cardinality(persons) > 1
  ), unlinked as (
    delete from account_links l using judged j where l.account_id = j.id and (j.tier = 4 or cardinality(j.persons) > 1)
  )
  insert into account_links (account_id, person_id, connection_id, rooted, rule, detail, linked_at)
  select j.id, j.persons[1], j.connection_id, true, j.rule,
    j.sign || case j.rule when 'external_id' then ' is its id in ' else ' is the same in ' end || c.name || '.', ${now}::timestamptz
  from judged j join connections c on c.id = j.source_id where j.tier < 4 and cardinality(j.persons) = 1
  on conflict (account_id) do update set person_id = excluded.person_id, rooted = true, rule = excluded.rule, detail = excluded.detail,
    linked_at = excluded.linked_at, decision_id = null`.execute(db)

/** Accounts whom no identity source knows: those of one address are one person, but for those that a human set apart. */
export const makePersonsOfAccounts = (db: Db, now: Date) =>
  sql`
  with fresh as materialized (
    select a.id, case when a.id in (select login_id from logins_apart) then a.id::text else coalesce(a.emails[1], a.id::text) end as key, a.connection_id, a.display_name, a.email, a.department, a.title, a.status, c.name as source
    from loose_accounts f join accounts a on a.id = f.id join connections c on c.id = a.connection_id left join account_links l on l.account_id = a.id
    where l.account_id is null and a.id not in (select account_id from disputes where account_id is not null)
  ), known as (
    select distinct on (key) f.emails[1] as key, f.person_id from loose_accounts f where f.person_id is not null order by key, f.id
  ), firsts as (
    select distinct on (key) * from fresh where key not in (select key from known where key is not null) order by key, id
  ), made as (
    insert into persons (id, display_name, email, department, title, status, created_at)
    select id, display_name, email, department, title, status, ${now}::timestamptz from firsts on conflict do nothing
  )
  insert into account_links (account_id, person_id, connection_id, rooted, rule, detail, linked_at)
  select f.id, coalesce(k.person_id, m.id), f.connection_id, false, case when m.id = f.id then 'first_seen' else 'email' end,
    case when m.id = f.id then 'First seen in ' || f.source || '.' else f.key || ' is the same address.' end, ${now}::timestamptz
  from fresh f left join known k using (key) left join firsts m using (key)`.execute(db)

/** Shows persons as their liveliest identity says, and in the zone that the liveliest that knows one says, where one of their logins changed or was added just now. */
export const refreshPersons = (db: Db, now: Date) =>
  sql`
  with touched as (
    select l.person_id from identities i join identity_links l on l.identity_id = i.id where i.changed
    union select person_id from identity_links where linked_at = ${now}::timestamptz and rule <> 'first_seen'
    union select l.person_id from accounts a join account_links l on l.account_id = a.id where a.changed and not l.rooted
  ), logins as (
    select l.person_id, 1 as rank, i.display_name, i.email, i.department, i.title, i.status, i.time_zone, i.connection_id, i.id
    from touched join identity_links l using (person_id) join identities i on i.id = l.identity_id
    union all
    select l.person_id, 2, a.display_name, a.email, a.department, a.title, a.status, null, a.connection_id, a.id
    from touched join account_links l using (person_id) join accounts a on a.id = l.account_id
  ), ranked as (
    select l.*, row_number() over (partition by l.person_id
      order by l.rank, array_position(array['active', 'locked', 'staged', 'unknown', 'inactive', 'deleted'], l.status), c.created_at, l.id <> l.person_id, l.id) as place
    from logins l join connections c on c.id = l.connection_id
  ), zones as (
    select person_id, (array_agg(time_zone order by place) filter (where time_zone is not null))[1] as time_zone from ranked group by person_id
  )
  update persons p set display_name = b.display_name, email = b.email, department = b.department, title = b.title, status = b.status, time_zone = z.time_zone
  from ranked b join zones z using (person_id) where b.person_id = p.id and b.place = 1
    and (p.display_name, p.email, p.department, p.title, p.status, p.time_zone)
      is distinct from (b.display_name, b.email, b.department, b.title, b.status, z.time_zone)`.execute(db)

export const clearChanged = async (db: Db): Promise<void> => {
  await db.updateTable('identities').set({ changed: false }).where('changed', '=', true).execute()
  await db.updateTable('accounts').set({ changed: false }).where('changed', '=', true).execute()
}

/** The embedded engine gathers no statistics by itself, and lists are planned by them. */
export const gatherStatistics = (db: Db) => sql`analyze persons, identities, accounts, identity_links, account_links`.execute(db)

/** A person is what belongs to them: without a login there is none. Only those can have lost the last one whose links moved. */
export const deleteEmptyPersons = (db: Db) =>
  sql`
  delete from persons p where not exists (select from identity_links l where l.person_id = p.id)
    and not exists (select from account_links l where l.person_id = p.id)`.execute(db)
