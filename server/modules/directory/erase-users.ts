import { sql } from 'kysely'
import { nameOf } from '../../context.ts'
import { type Erasable, erasableRows, namesSubject, type Subject } from '../../erasable.ts'
import { deleteRecord } from './scim/users/user.queries.ts'
import { findPresentUsers } from './erasure.queries.ts'

const ids = ({ userIds }: Subject) => sql`${[...userIds]}::uuid[]`

/** Users who were deactivated only are deleted first, so that no list and no provisioning client finds them. */
const deletedUsers: Erasable = {
  count: async () => [],
  erase: async (ctx, subject) => {
    for (const id of await findPresentUsers(ctx.db, subject.userIds))
      await ctx.transaction(() =>
        deleteRecord(ctx.db, id, null, { at: ctx.clock.now(), actor: nameOf(ctx.actor), action: 'user.deleted', detail: { erasure: subject.id } }),
      )
  },
}

/** The row stays, as others point to it; nothing in it says who it was. */
const userRows = erasableRows({
  table: 'users',
  what: 'Users of Rollcall',
  matches: subject => sql`id = any(${ids(subject)}) and email <> ${subject.address}`,
  change: ({ address, pseudonym }) => sql`email = ${address}, user_name = ${address}, name = ${pseudonym}, external_id = null, attributes = '{}',
    password_hash = null, totp_secret = null, totp_confirmed_at = null, manager_ref = null, manager_id = null, version = version + 1`,
})

const events = erasableRows({
  table: 'directory_events',
  what: 'Details of what happened to them as a user',
  matches: subject => sql`subject = any(${ids(subject)}) and (detail ? 'userName' or detail ? 'formerUserName')`,
  change: () => sql`detail = detail - 'userName' - 'formerUserName'`,
})

const endedAccess = erasableRows({
  table: 'departures',
  what: 'Names of sessions and tokens that ended',
  matches: subject => sql`user_id = any(${ids(subject)}) and exists (select 1 from jsonb_array_elements(ended) e where e->>'name' <> '(erased)')`,
  change: () => sql`ended = (select jsonb_agg(e || '{"name": "(erased)"}') from jsonb_array_elements(ended) e)`,
})

/** A body may hold more about them than their name: it goes whole. */
const requests = erasableRows({
  table: 'provisioning_log',
  what: 'Bodies, queries and answers of provisioning requests',
  matches:
    subject => sql`(body is not null or query <> '' or answer is not null) and (${namesSubject(sql`concat_ws(' ', path, query, body, answer, refusal)`, subject)}
    or provisioning_log.subject = any(${ids(subject)}) or exists (select 1 from unnest(${[...subject.userIds]}::text[]) u where path ilike '%' || u || '%'))`,
  change: () => sql`body = null, query = '', answer = null`,
})

export const erasableUsers: readonly Erasable[] = [deletedUsers, userRows, events, endedAccess, requests]
