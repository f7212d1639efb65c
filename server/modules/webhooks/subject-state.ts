// The present state of whatever an event tells of, as one SQL expression; its shape is that of `subjects` in the contract.
import { type SubjectKind, subjects } from '@rollcall/contract'
import { type RawBuilder, sql } from 'kysely'

/** An instant as the contract writes it. */
const instant = (column: string) => sql`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

const states: { readonly [K in SubjectKind]: RawBuilder<unknown> } = {
  user: sql`(select json_build_object('id', u.id, 'userName', u.user_name, 'externalId', u.external_id, 'email', u.email, 'name', u.name, 'active', u.active,
    'role', u.role, 'licence', u.licence, 'managerId', u.manager_id, 'title', u.attributes->>'title', 'department', u.attributes->${sql.lit(enterprise)}->>'department',
    'createdAt', ${instant('u.created_at')}, 'deletedAt', ${instant('u.deleted_at')}) from users u where u.id = f.subject)`,
  group: sql`(select json_build_object('id', g.id, 'displayName', g.display_name, 'externalId', g.external_id, 'createdAt', ${instant('g.created_at')})
    from groups g where g.id = f.subject)`,
  role: sql`(select json_build_object('id', r.id, 'name', r.name, 'permissions', r.permissions, 'createdAt', ${instant('r.created_at')}) from roles r where r.id = f.subject)`,
  token: sql`(select json_build_object('id', t.id, 'name', t.name, 'scopes', t.scopes, 'createdAt', ${instant('t.created_at')}, 'expiresAt', ${instant('t.expires_at')},
    'secrets', (select json_agg(json_build_object('last4', s.last4, 'createdAt', ${instant('s.created_at')}, 'lastUsedAt', ${instant('s.last_used_at')},
      'endsAt', ${instant('s.ends_at')}) order by s.created_at desc) from token_secrets s where s.token_id = t.id)) from api_tokens t where t.id = f.subject)`,
  identity_provider: sql`(select json_build_object('id', i.id, 'name', i.name, 'protocol', i.protocol, 'enabled', i.enabled, 'enforced', i.enforced,
    'createdAt', ${instant('i.created_at')}) from identity_providers i where i.id = f.subject)`,
  plan: sql`(select json_build_object('id', p.id, 'title', p.title, 'state', p.state, 'detail', p.detail, 'hash', p.hash, 'createdBy', p.created_by,
    'createdAt', ${instant('p.created_at')}, 'endedAt', ${instant('p.ended_at')}) from plans p where p.id = f.subject)`,
  finding: sql`(select json_build_object('id', i.id, 'kind', i.kind, 'state', i.state, 'personId', i.person_id, 'personName', i.person_name, 'accountId', i.account_id,
    'connectionId', i.connection_id, 'since', ${instant('i.since')}, 'firstSeenAt', ${instant('i.first_seen_at')}, 'resolvedAt', ${instant('i.resolved_at')},
    'planId', i.plan_id) from findings i where i.id = f.subject)`,
  task: sql`(select json_build_object('id', t.step_id, 'planId', s.plan_id, 'title', t.title, 'connectionId', s.connection_id, 'ownerId', t.owner_id,
    'openedAt', ${instant('t.opened_at')}, 'dueAt', ${instant('t.due_at')}, 'doneAt', ${instant('t.done_at')}, 'stepState', s.state)
    from tasks t join plan_steps s on s.id = t.step_id where t.step_id = f.subject)`,
}

/** Of the event `f` with its `kind`; null when its subject is gone. */
export const presentState: RawBuilder<unknown> = sql`case f.kind ${sql.join(
  (Object.keys(subjects) as SubjectKind[]).map(kind => sql`when ${sql.lit(kind)} then ${states[kind]}`),
  sql` `,
)} end`

export { instant }
