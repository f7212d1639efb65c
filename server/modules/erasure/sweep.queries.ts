import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import { emailPattern, type Erasable, erasableRows, namePattern, namesSubject, type Subject, withoutSubject } from '../../erasable.ts'

/** A table with every column that holds text, its search indexes, and how its rows belong to a call. */
export interface TextTable {
  readonly name: string
  readonly columns: readonly { readonly name: string; readonly type: string }[]
  readonly searches: readonly string[] | null
  readonly ofCall: string | null
}

// The audit log has its own rule, and what an erasure keeps of itself names nobody.
const ownRules = ['audit_entries', 'erasures', 'schema_migrations']

/** Every table there is, those of modules that nobody had thought of among them. */
export async function findTextTables(db: Db): Promise<TextTable[]> {
  const { rows } = await sql<TextTable>`
    select c.relname as name,
      jsonb_agg(jsonb_build_object('name', a.attname, 'type', format_type(a.atttypid, null)) order by a.attnum)
        filter (where a.attgenerated = '' and a.atttypid in ('text'::regtype, 'varchar'::regtype, 'jsonb'::regtype, 'json'::regtype, 'text[]'::regtype)) as columns,
      jsonb_agg(a.attname) filter (where a.atttypid = 'tsvector'::regtype) as searches,
      case when c.relname = 'engagements' then 'id' else min(a.attname) filter (where a.attname = 'engagement_id') end as "ofCall"
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.relname <> all(${ownRules}::text[])
    group by c.relname order by c.relname`.execute(db)
  return rows.filter(({ columns }) => columns !== null)
}

const textOf = ({ columns }: TextTable): RawBuilder<string> => sql<string>`concat_ws(' ', ${sql.join(columns.map(({ name }) => sql`${sql.ref(name)}::text`))})`

const isHeld = ({ ofCall }: TextTable): RawBuilder<boolean> =>
  ofCall === null ? sql<boolean>`false` : sql<boolean>`exists (select 1 from held_calls h where h.id = ${sql.ref(ofCall)})`

/** Replaces the subject in every text of a table, whatever it is about; rows of calls on hold stay. */
export const erasableTexts = (table: TextTable): Erasable =>
  erasableRows({
    table: table.name,
    what: 'Texts in which they were named',
    matches: subject => sql`${namesSubject(textOf(table), subject)} and not ${isHeld(table)}`,
    change: subject =>
      sql.join(
        table.columns.map(
          ({ name, type }) => sql`${sql.ref(name)} = ${withoutSubject(sql`${sql.ref(name)}::text`, subject, subject.soleNames)}::${sql.raw(type)}`,
        ),
      ),
  })

/** How many rows of a table name the subject still: because their call is on hold, by a name that others have as well, or in another way. */
export async function countLeft(db: Db, table: TextTable, subject: Subject): Promise<{ held: number; shared: number; other: number }> {
  // What is erased from a text is erased from its index with it; what is left of one is left in the other.
  const text = sql`concat_ws(' ', ${textOf(table)}, ${sql.join((table.searches ?? []).map(name => sql`${sql.ref(name)}::text`).concat(sql`''`))})`
  const named = namesSubject(text, subject)
  const { rows } = await sql<{ held: number; shared: number; other: number }>`
    select count(*) filter (where held)::int as held, count(*) filter (where not held and not named)::int as shared, count(*) filter (where not held and named)::int as other
    from (select ${isHeld(table)} as held, ${named} as named from ${sql.table(table.name)}
      where ${named} or ${text} ~* ${namePattern(subject.names)}) x`.execute(db)
  return rows[0] ?? { held: 0, shared: 0, other: 0 }
}

/** Entries of the audit log that name the subject still: from before entries could be redacted, or by a shared name. */
export async function countLeftEntries(db: Db, { emails, names, soleNames }: Subject): Promise<{ old: number; shared: number }> {
  const text = sql`concat_ws(' ', actor, subject, detail)`
  const { rows } = await sql<{ old: number; shared: number }>`
    select count(*) filter (where named)::int as old, count(*) filter (where not named)::int as shared from (
      select (${text} ~* ${emailPattern(emails)} or ${text} ~* ${namePattern(soleNames)}) as named from audit_entries
      where ${text} ~* ${emailPattern(emails)} or ${text} ~* ${namePattern(names)}) x`.execute(db)
  return rows[0] ?? { old: 0, shared: 0 }
}
