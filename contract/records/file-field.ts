import { z } from 'zod'

/** What a column of an uploaded file may mean. */
export const FileField = z.enum([
  'id',
  'email',
  'userName',
  'name',
  'firstName',
  'lastName',
  'status',
  'employeeNumber',
  'department',
  'title',
  'manager',
  'role',
  'licence',
  'lastActive',
  'signIn',
  'startsOn',
  'endsOn',
  'timeZone',
])
export type FileField = z.infer<typeof FileField>
