import type { FieldRule } from './objects.ts'
import { stamp } from './org.ts'
import type { Org } from './org.ts'
import { refused } from './refusals.ts'
import type { Row } from './soql.ts'

/** Judges what a caller wants to write, as the platform does: unknown and read-only fields, lengths, picklists, references. */
const judge = (org: Org, fields: readonly FieldRule[], values: Row, creating: boolean): void => {
  for (const [name, value] of Object.entries(values)) {
    const field = fields.find(one => one.name === name)
    if (field === undefined) throw refused(400, 'INVALID_FIELD', `No such column '${name}' on sobject of type Task`)
    if (creating ? !field.createable : !field.updateable) {
      throw refused(400, 'INVALID_FIELD_FOR_INSERT_UPDATE', `Unable to create/update fields: ${name}. Please check the security settings of this field.`, [
        name,
      ])
    }
    if (value === null) continue
    if (field.type === 'int' ? !Number.isInteger(value) : typeof value !== 'string' && field.type !== 'boolean') {
      throw refused(400, 'JSON_PARSER_ERROR', `Cannot deserialize ${name}: ${JSON.stringify(value)}`)
    }
    if (field.length > 0 && String(value).length > field.length) {
      throw refused(400, 'STRING_TOO_LONG', `${name}: data value too large (max length=${field.length})`, [name])
    }
    if (field.restricted && !field.picklist.includes(String(value))) {
      throw refused(400, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', `${name}: bad value for restricted picklist field: ${String(value)}`, [name])
    }
    if (field.type === 'date' && !/^\d{4}-\d{2}-\d{2}$/.test(String(value)))
      throw refused(400, 'JSON_PARSER_ERROR', `Cannot deserialize instance of date from ${String(value)}`)
  }
  const exists = (id: unknown, ...objects: (keyof Org)[]) => id == null || objects.some(object => org[object].some(row => row.Id === id))
  if (!exists(values.WhatId, 'Account', 'Opportunity') || !exists(values.WhoId, 'Contact') || !exists(values.OwnerId, 'User')) {
    throw refused(400, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id')
  }
  const owner = org.User.find(user => user.Id === values.OwnerId)
  if (owner?.IsActive === false) throw refused(400, 'INACTIVE_OWNER_OR_USER', 'operation performed with inactive user', ['OwnerId'])
}

export const insertTask = (org: Org, fields: readonly FieldRule[], values: Row, by: string, now: Date): Row => {
  judge(org, fields, values, true)
  const at = stamp(now)
  const Id = `00T${String(org.Task.length + 1).padStart(12, '0')}AAA`
  const blank = Object.fromEntries(fields.map(({ name }) => [name, null]))
  const row: Row = {
    ...blank,
    Status: 'Not Started',
    Priority: 'Normal',
    TaskSubtype: 'Task',
    OwnerId: by,
    ...values,
    Id,
    IsDeleted: false,
    CreatedDate: at,
    LastModifiedDate: at,
  }
  org.Task.push(row)
  return derive(org, row)
}

export const updateTask = (org: Org, fields: readonly FieldRule[], row: Row, values: Row, now: Date): void => {
  judge(org, fields, values, false)
  Object.assign(row, values, { LastModifiedDate: stamp(now) })
  derive(org, row)
}

/** What the platform works out for itself; long text comes back with CRLF. */
const derive = (org: Org, row: Row): Row => {
  const deal = org.Opportunity.find(({ Id }) => Id === row.WhatId)
  row.AccountId = deal?.AccountId ?? org.Account.find(({ Id }) => Id === row.WhatId)?.Id ?? org.Contact.find(({ Id }) => Id === row.WhoId)?.AccountId ?? null
  row.IsClosed = row.Status === 'Completed'
  if (typeof row.Description === 'string') row.Description = row.Description.replaceAll(/\r?\n/g, '\r\n')
  return row
}
