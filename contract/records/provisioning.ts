import { z } from 'zod'
import { Id, Instant } from '../scalars.ts'

/** Which identity provider sent a request, told from its headers. */
export const ProvisioningClient = z.enum(['okta', 'entra', 'jumpcloud', 'onelogin', 'google', 'other'])
export type ProvisioningClient = z.infer<typeof ProvisioningClient>

/** One request of an identity provider and what Rollcall did with it. Holds no secret: it may be sent to support as it is. */
export const ProvisioningEntry = z.object({
  id: Id,
  at: Instant,
  client: ProvisioningClient,
  /** The name of the token that was used; empty where it was not known. */
  token: z.string(),
  method: z.string(),
  path: z.string(),
  query: z.string(),
  body: z.string().nullable(),
  status: z.number().int(),
  /** What was done: `created`, `deactivated`, `unchanged`; what of the request was kept out. */
  outcome: z.string(),
  /** Why it was refused, in the sentence the client got. */
  refusal: z.string().nullable(),
  milliseconds: z.number(),
})
export type ProvisioningEntry = z.infer<typeof ProvisioningEntry>
