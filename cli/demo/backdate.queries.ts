import type { Context } from '@rollcall/server/context.ts'
import { sql } from 'kysely'

/** As if Rollcall had first seen the accounts so many days ago: what nobody ever used, or was never given a role, shows only with time. */
export const backdateAccounts = ({ db }: Context, days: number) =>
  sql`update accounts set first_seen_at = first_seen_at - make_interval(days => ${days}::int)`.execute(db)
