import { z } from 'zod'
import { VendorError } from '../kit/index.ts'
import type { VendorApi } from '../kit/index.ts'
import { dataPath } from './api.ts'

const Field = z.object({
  name: z.string(),
  length: z.number().int(),
  createable: z.boolean(),
  updateable: z.boolean(),
  filterable: z.boolean(),
  externalId: z.boolean(),
  picklistValues: z.array(z.object({ value: z.string(), active: z.boolean() })),
})
export type Field = z.infer<typeof Field>

const Describe = z.object({ createable: z.boolean(), updateable: z.boolean(), queryable: z.boolean(), fields: z.array(Field) })

/** What the credential may do with Task, and with which of its fields: fields it may not see are not in the list. */
export type TaskObject = {
  createable: boolean
  updateable: boolean
  fields: Map<string, Field>
  key: { field: string; valueOf: (deliveryKey: string) => string; external: boolean }
}

/** Made by the customer's admin on Activity: text, external id. With it Salesforce itself keeps a delivery from becoming two tasks. */
const externalKey = 'Rollcall_Engagement_Id__c'

/**
 * Where the delivery key is kept. Without our external id field it goes into `CallObject`: of the fields every org has on a call, it is the
 * one that is free text, can be created and can be filtered in SOQL, and is not under field-level security. (`Description` cannot be filtered.)
 */
const keyOf = (fields: Map<string, Field>): TaskObject['key'] => {
  const own = fields.get(externalKey)
  if (own !== undefined && own.externalId && own.createable) return { field: externalKey, valueOf: key => key, external: true }
  const spare = fields.get('CallObject')
  if (spare !== undefined && spare.createable && spare.filterable) return { field: 'CallObject', valueOf: key => `rollcall:${key}`, external: false }
  throw new VendorError(
    'permission',
    `Salesforce shows no field of Task that could hold the delivery key; add the text field ${externalKey} as an external id to Activity.`,
  )
}

export const describeTask = async (api: VendorApi): Promise<TaskObject> => {
  const { body } = await api.get(dataPath('/sobjects/Task/describe'), { expect: Describe })
  const fields = new Map(body.fields.map(field => [field.name, field]))
  return { createable: body.createable, updateable: body.updateable, fields, key: keyOf(fields) }
}
