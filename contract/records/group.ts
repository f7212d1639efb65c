import { z } from 'zod'
import { Id, Instant } from '../scalars.ts'
import { Etag } from './directory-user.ts'

export const Group = z.object({
  id: Id,
  name: z.string(),
  externalId: z.string().nullable(),
  members: z.number().int(),
  /** Members that were named and are not there yet. */
  pending: z.number().int(),
  createdAt: Instant,
  modifiedAt: Instant,
  etag: Etag,
})
export type Group = z.infer<typeof Group>

/** `pending` is known by the name it was given alone, until somebody of that name arrives. */
export const GroupMember = z.object({
  value: z.string(),
  kind: z.enum(['user', 'group', 'pending']),
  name: z.string().nullable(),
  email: z.string().nullable(),
})
export type GroupMember = z.infer<typeof GroupMember>
