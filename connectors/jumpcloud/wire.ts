import { z } from 'zod'
import { listAt, offset } from '../kit/index.ts'

/** The parts of JumpCloud's resources that are read (docs.jumpcloud.com/api/1.0, docs.jumpcloud.com/api/2.0). */
const text = z.string().nullish()
const id = z.string().min(1)

export const SystemUser = z
  .object({
    _id: id,
    username: id,
    email: text,
    displayname: text,
    firstname: text,
    lastname: text,
    state: text,
    account_locked: z.boolean().nullish(),
    mfaEnrollment: z.object({ overallStatus: text }).nullish(),
    employeeIdentifier: text,
    department: text,
    jobTitle: text,
    manager: text,
  })
  .transform(({ _id: own, ...user }) => ({ id: own, ...user }))
export type SystemUser = z.infer<typeof SystemUser>

export const Application = z
  .object({ _id: id, displayLabel: text, displayName: text, name: text })
  .transform(({ _id: own, displayLabel, displayName, name }) => ({ id: own, name: displayLabel || displayName || name || own }))

/** The members of a dynamic group follow a rule, at once or after a review. */
export const UserGroup = z
  .object({ id, name: text, membershipMethod: text })
  .transform(group => ({ id: group.id, name: group.name ?? group.id, dynamic: group.membershipMethod?.startsWith('DYNAMIC') === true }))
export type UserGroup = z.infer<typeof UserGroup>

/** Something that is bound to something else, and each way through the graph by which it is. */
export const Bound = z.object({ id, type: z.string(), paths: z.array(z.array(z.unknown())) })
export type Bound = z.infer<typeof Bound>

/** Version 1 counts the whole; version 2 answers bare arrays. */
export const ListV1 = listAt('results', { total: 'totalCount' })
export const ListV2 = z.array(z.unknown()).transform(items => ({ items, total: null }))

/** "The number of records to return at once. Limited to 100." */
export const skipLimit = offset('skip', 0, { limit: '100' })

export const userPath = (userId: string) => `/api/systemusers/${encodeURIComponent(userId)}`

export const JumpCloudError = z.object({ message: text, error: text })
