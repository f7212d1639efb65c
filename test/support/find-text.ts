import { sql } from 'kysely'
import type { Context } from '@rollcall/server/context.ts'

/**
 * Every column of every table, whatever its schema, whose text holds one of the words: `users.email`. It reads `information_schema` and knows
 * nothing of the tables, so that one that is added tomorrow is searched as well. `foil`: what looks alike and is to stay.
 */
export async function findText({ db }: Context, words: readonly string[], foil = '\u0001'): Promise<string[]> {
  const { rows: columns } = await sql<{ schema: string; table: string; column: string }>`
    select c.table_schema as schema, c.table_name as "table", c.column_name as "column"
    from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where c.table_schema not in ('pg_catalog', 'information_schema') and t.table_type = 'BASE TABLE'
      and c.data_type in ('text', 'character varying', 'json', 'jsonb', 'ARRAY', 'tsvector')`.execute(db)
  const found: string[] = []
  for (const { schema, table, column } of columns)
    for (const word of words) {
      const like = `%${word.replace(/[\\%_]/g, String.raw`\$&`)}%`
      const { rows } =
        await sql`select 1 from ${sql.table(`${schema}.${table}`)} where replace(lower(${sql.ref(column)}::text), ${foil}, '') ilike ${like} limit 1`.execute(
          db,
        )
      if (rows.length > 0) found.push(`${table}.${column}: ${word}`)
    }
  return found.toSorted()
}
