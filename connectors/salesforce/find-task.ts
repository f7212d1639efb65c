import { z } from 'zod'
import { VendorError } from '../kit/index.ts'
import type { VendorApi } from '../kit/index.ts'
import { query, soqlText } from './api.ts'
import type { TaskObject } from './describe.ts'
import type { Values } from './task-fields.ts'

export type FoundTask = { id: string; deleted: boolean; lastModified: Date; values: Values }

const Head = z.looseObject({ Id: z.string().min(1), IsDeleted: z.boolean(), LastModifiedDate: z.string() })

/** The task that holds this delivery, thrown away or archived ones included; null when there is none yet. */
export const findTask = async (api: VendorApi, { key }: TaskObject, deliveryKey: string, names: string[]): Promise<FoundTask | null> => {
  const columns = [...new Set(['Id', 'IsDeleted', 'LastModifiedDate', ...names])].join(', ')
  const soql = `SELECT ${columns} FROM Task WHERE ${key.field} = ${soqlText(key.valueOf(deliveryKey))} ORDER BY IsDeleted, CreatedDate LIMIT 2`
  const [first, second] = await query(api, soql, Head, true)
  if (first === undefined) return null
  if (second !== undefined && !second.IsDeleted)
    throw new VendorError('conflict', `Salesforce holds two tasks for this call (${first.Id}, ${second.Id}); delete one of them.`)
  const values = Object.fromEntries(names.map(name => [name, textOf(first[name])]))
  return { id: first.Id, deleted: first.IsDeleted, lastModified: new Date(first.LastModifiedDate), values }
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : null)

const Person = z.object({ Id: z.string().min(1) })

/** Who is to own the task: an active user, by id or by address when exactly one has it. Tasks cannot be given to users who left. */
export const findOwner = async (api: VendorApi, owner: { ownerExternalId: string | null; ownerEmail: string | null }): Promise<string | null> => {
  const { ownerExternalId: id, ownerEmail: email } = owner
  if (id === null && email === null) return null
  const which = id === null ? `Email = ${soqlText(email ?? '')}` : `Id = ${soqlText(id)}`
  const found = await query(api, `SELECT Id FROM User WHERE ${which} AND IsActive = true LIMIT 2`, Person)
  return found.length === 1 ? (found[0]?.Id ?? null) : null
}
