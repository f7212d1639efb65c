import { sql } from 'kysely'
import type { Db } from './database.ts'

/**
 * Until the transaction ends, statements are planned for tables of any size. The statistics of a table that was empty a moment ago
 * make the planner choose nested loops, which turn 200,000 rows from seconds into hours.
 */
export async function planForManyRows(db: Db): Promise<void> {
  await sql`set local enable_nestloop = off`.execute(db)
  // Compiling such statements takes longer than running them.
  await sql`set local jit = off`.execute(db)
  await sql`set local work_mem = '64MB'`.execute(db)
}
