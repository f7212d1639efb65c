import { sql } from 'kysely'
import { schemasList, type SqlList, type SqlTarget } from '../filter/sql-target.ts'
import { groupSchema } from '../schema/group-schema.ts'

const columns: Readonly<Record<string, string>> = {
  id: 'g.id::text',
  externalId: 'g.external_id',
  displayName: 'g.display_name',
  'meta.created': 'g.created_at',
  'meta.lastModified': 'g.modified_at',
  'meta.resourceType': `'Group'`,
  'meta.version': `'W/"' || g.version || '"'`,
}

/** How a row `e` of group_members reads; joined with `mu`, the user, and `mg`, the group it may be. */
const memberColumns: Readonly<Record<string, string>> = {
  value: 'e.value',
  type: `case when e.user_id is not null then 'User' when e.child_id is not null then 'Group' end`,
  display: 'coalesce(mu.name, mg.display_name)',
}

const members: SqlList = {
  some: condition =>
    sql`g.id in (select e.group_id from group_members e left join users mu on mu.id = e.user_id left join groups mg on mg.id = e.child_id where ${condition})`,
  sub: name => (memberColumns[name] === undefined ? null : sql.raw(memberColumns[name])),
}

const schemas = schemasList({ [groupSchema.id]: 'true' })

export const groupTarget: SqlTarget = {
  id: sql.raw('g.id'),
  scalar: ({ attribute, sub }) => {
    const column = columns[sub === null ? attribute.name : `${attribute.name}.${sub.name}`]
    return column === undefined ? null : sql.raw(column)
  },
  list: ({ attribute }) => (attribute.name === 'members' ? members : schemas),
}
