import { sql } from 'kysely'
import { builtInRoles } from '../../role.ts'
import { firstInJson, jsonList, jsonText, schemasList, type SqlList, type SqlTarget } from '../filter/sql-target.ts'
import type { Resolved } from '../schema/resolve-attribute.ts'
import { enterpriseSchema, rollcallSchema, userSchema } from '../schema/user-schema.ts'

const roleName = `case u.role ${builtInRoles.map(role => `when '${role.id}' then '${role.name}'`).join(' ')} else (select r.name from roles r where r.id::text = u.role) end`

/** What has a column of its own; everything else is in `attributes` under its own name. */
export const userColumns: Readonly<Record<string, string>> = {
  id: 'u.id::text',
  externalId: 'u.external_id',
  userName: 'u.user_name',
  active: 'u.active',
  chorus_role: roleName,
  chorus_license_type: 'u.licence',
  manager_email: '(select coalesce((select m.email from users m where m.id = u.manager_id), u.manager_ref))',
  [`${enterpriseSchema.id}:manager.value`]: 'coalesce(u.manager_id::text, u.manager_ref)',
  [`${enterpriseSchema.id}:manager.displayName`]: '(select m.name from users m where m.id = u.manager_id)',
  'meta.created': 'u.created_at',
  'meta.lastModified': 'u.modified_at',
  'meta.resourceType': `'User'`,
  'meta.version': `'W/"' || u.version || '"'`,
}

const pathOf = ({ extension, attribute, sub }: Resolved): string =>
  `${extension === null ? '' : `${extension}:`}${attribute.name}${sub === null ? '' : `.${sub.name}`}`

const emails: SqlList = {
  some: condition => sql`u.id in (select e.user_id from user_emails e where ${condition})`,
  sub: name => sql.raw(name === 'primary' ? 'e.is_primary' : `e.${name}`),
  first: firstInJson('u.attributes', ['emails']),
  endings: name => (name === 'value' ? sql`text_endings(e.value)` : null),
}

const schemas = schemasList({
  [userSchema.id]: 'true',
  [rollcallSchema.id]: 'true',
  [enterpriseSchema.id]: `(u.attributes->'${enterpriseSchema.id}' is not null or u.manager_ref is not null or u.manager_id is not null)`,
})

const groupColumns: Readonly<Record<string, string>> = { value: 'g.id::text', display: 'g.display_name', type: `'direct'` }
const groups: SqlList = {
  some: condition => sql`u.id in (select e.user_id from group_members e join groups g on g.id = e.group_id where ${condition})`,
  sub: name => (groupColumns[name] === undefined ? null : sql.raw(groupColumns[name])),
}

export const userTarget: SqlTarget = {
  id: sql.raw('u.id'),
  scalar: resolved => {
    const column = userColumns[pathOf(resolved)]
    if (column !== undefined) return sql.raw(column)
    const { extension, attribute, sub } = resolved
    if (attribute.name === 'meta' || attribute.name === 'manager') return null
    return jsonText('u.attributes', [...(extension === null ? [] : [extension]), attribute.name, ...(sub === null ? [] : [sub.name])])
  },
  endings: ({ attribute }) => (attribute.name === 'userName' ? sql`text_endings(u.user_name)` : null),
  list: ({ attribute }) => ({ emails, groups, schemas })[attribute.name] ?? jsonList('u.attributes', [attribute.name]),
}
