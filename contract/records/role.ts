import { z } from 'zod'
import { permissions } from '../permissions.ts'
import { Etag } from './directory-user.ts'

/** A role by the name people and identity providers use; the built-in ones are CG-295 to CG-300 and cannot be changed. */
export const Role = z.object({
  id: z.string(),
  name: z.string(),
  permissions: z.array(z.enum(permissions)),
  builtIn: z.boolean(),
  /** How many users have it. */
  users: z.number().int(),
  etag: Etag,
})
export type Role = z.infer<typeof Role>
