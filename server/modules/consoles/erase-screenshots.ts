import { sql } from 'kysely'
import { erasableRows, type Subject } from '../../erasable.ts'

/** Pictures of somebody's page in a console. Their hashes stay in the evidence that names them. */
export const erasableScreenshots = erasableRows({
  table: 'console_screenshots',
  what: "Pictures of their page in apps' consoles",
  matches: ({ emails, loginIds }: Subject) =>
    sql`(lower(about) = any(${[...emails]}::text[]) or (connection_id, about) in (select connection_id, external_id from accounts where id = any(${[...loginIds]}::uuid[])))`,
  change: 'delete',
})
