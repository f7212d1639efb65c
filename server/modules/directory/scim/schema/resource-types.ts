import type { ResourceType } from './attribute.ts'
import { groupSchema } from './group-schema.ts'
import { enterpriseSchema, rollcallSchema, userSchema } from './user-schema.ts'

export const userType: ResourceType = {
  name: 'User',
  endpoint: '/Users',
  description: 'User Account',
  schema: userSchema,
  extensions: [enterpriseSchema, rollcallSchema],
}

export const groupType: ResourceType = { name: 'Group', endpoint: '/Groups', description: 'Group', schema: groupSchema, extensions: [] }

export const resourceTypes: readonly ResourceType[] = [userType, groupType]
