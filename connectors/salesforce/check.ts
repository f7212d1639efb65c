import { z } from 'zod'
import { VendorError } from '../kit/index.ts'
import type { VendorApi } from '../kit/index.ts'
import { query } from './api.ts'
import { describeTask } from './describe.ts'
import { managesUsers } from './users.ts'

/** What a delivery cannot do without. */
const needed = ['Subject', 'Description', 'Status', 'ActivityDate']

/** A token that signs in may still be without the API, without an object, or without a field: each is looked at. */
export const check = async (api: VendorApi): Promise<string> => {
  for (const object of ['Account', 'Contact', 'Opportunity', 'User']) await query(api, `SELECT Id FROM ${object} LIMIT 1`, z.object({ Id: z.string() }))
  const task = await describeTask(api)
  if (!task.createable || !task.updateable)
    throw new VendorError('permission', 'Salesforce does not allow this user to create and edit tasks; give it the permission on Task (Activities).')
  const missing = needed.filter(name => task.fields.get(name)?.createable !== true)
  if (missing.length > 0)
    throw new VendorError(
      'permission',
      `Salesforce does not allow this user to fill in ${missing.join(', ')} of a task; give it the permission on these fields.`,
    )
  const how = task.key.external ? '' : ` Tasks are recognised by ${task.key.field}, since Activity has no field Rollcall_Engagement_Id__c.`
  const users = (await managesUsers(api))
    ? ' May freeze and deactivate users.'
    : ' Users are read without role, licence and last sign-in, and cannot be deactivated: that needs the permission Manage Users.'
  return `May read accounts, contacts, opportunities and users, and write tasks.${how}${users}`
}
