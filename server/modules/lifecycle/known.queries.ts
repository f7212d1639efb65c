import { sql } from 'kysely'

const factsOfLogin = (login: string, more = '') =>
  `jsonb_build_object('exists', ${login}.status <> 'deleted', 'status', ${login}.status, 'groups', ${login}.groups${more})`
const factsOfAccount = factsOfLogin('a', `, 'role', a.role, 'licence', a.licence`)

/** The facts about what a step `s` concerns, as the roll has them from its last reads; null for what is not on the roll. */
export const knownFacts = sql.raw(`case
  when s.definition::jsonb ->> 'action' in ('assign_app', 'unassign_app') then (
    select jsonb_build_object('assigned', exists (select from app_assignments x where x.connection_id = i.connection_id
      and x.identity_external_id = i.external_id and x.app_external_id = s.definition::jsonb -> 'app' ->> 'externalId'))
    from identities i where i.id = s.identity_id)
  when s.definition::jsonb ->> 'action' in ('join_group', 'leave_group') then (
    select jsonb_build_object('member', s.definition::jsonb ->> 'group' = any(i.groups)) from identities i where i.id = s.identity_id)
  when s.definition::jsonb ->> 'action' = 'create_account' then (
    select ${factsOfAccount} from accounts a where a.connection_id = (s.definition::jsonb ->> 'connectionId')::uuid
      and lower(a.user_name) = lower(s.definition::jsonb ->> 'accountName') order by a.status = 'deleted' limit 1)
  when s.account_id is not null then (select ${factsOfAccount} from accounts a where a.id = s.account_id)
  else (select ${factsOfLogin('i')} from identities i where i.id = s.identity_id) end`)
