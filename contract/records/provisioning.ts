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
  /** What was done, in words: `created`, `deactivated`, `unchanged`, `updated: 2 members added`. */
  outcome: z.string(),
  /** Names of the attributes that were changed. */
  changed: z.array(z.string()),
  /** Names that were sent and that no schema has: kept out, without refusing the rest. */
  keptOut: z.array(z.string()),
  /** The user or group it was about; the name is null once nothing of this id is there any more. */
  subject: z.object({ id: Id, name: z.string().nullable() }).nullable(),
  /** Why it was refused, in the sentence the client got. */
  refusal: z.string().nullable(),
  /** The code of the refusal (RFC 7644, table 9), where there is one. */
  scimType: z.string().nullable(),
  /** What was answered, without secrets; long lists are cut. */
  answer: z.string().nullable(),
  milliseconds: z.number(),
})
export type ProvisioningEntry = z.infer<typeof ProvisioningEntry>
