import type { FindingKind, Mode } from '@rollcall/contract'
import { type Insertable, sql } from 'kysely'
import type { Db } from '../../../db/database.ts'
import type { LifecycleTables } from '../lifecycle.tables.ts'

export interface ModeRow {
  readonly connectionId: string
  readonly connectionName: string
  readonly mode: Mode
  readonly kinds: FindingKind[]
  readonly ownerId: string | null
  readonly ownerName: string | null
  readonly setBy: string | null
  readonly setByName: string | null
  readonly setAt: Date | null
}

/** Every connection with the mode that somebody chose, or the one that holds until then. */
export const findModes = async (db: Db): Promise<ModeRow[]> =>
  (
    await sql<ModeRow>`
      select c.id as "connectionId", c.name as "connectionName", coalesce(m.mode, 'approve_in_batch') as mode, coalesce(m.kinds, '{}') as kinds,
        o.id as "ownerId", o.name as "ownerName", m.set_by as "setBy", s.name as "setByName", m.set_at as "setAt"
      from connections c left join app_modes m on m.connection_id = c.id
      left join users o on o.id = m.owner_id and o.active and o.deleted_at is null left join users s on s.id = m.set_by
      order by lower(c.name), c.id`.execute(db)
  ).rows

export const upsertMode = (db: Db, row: Insertable<LifecycleTables['app_modes']>) =>
  db
    .insertInto('app_modes')
    .values(row)
    .onConflict(conflict => conflict.column('connection_id').doUpdateSet(row))
    .execute()

/** Open findings of these kinds in an app that no plan was made of since they began: what people have seen and left is theirs to decide. */
export const findUntouched = async (db: Db, connectionId: string, kinds: readonly string[], limit: number): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`
    select f.id from findings f where f.connection_id = ${connectionId}::uuid and f.kind = any(${kinds}::text[]) and f.state = 'open'
      and f.account_id is not null
      and not exists (select from plan_steps s join plans p on p.id = s.plan_id where s.finding_id = f.id and p.created_at >= f.since)
    order by f.since, f.id limit ${limit}`.execute(db)
  return rows.map(({ id }) => id)
}
