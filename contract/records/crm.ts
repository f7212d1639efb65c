import { z } from 'zod'
import { Id } from '../scalars.ts'

/** An account imported from a CRM. */
export const CrmAccount = z.object({
  id: Id,
  connectionId: Id,
  externalId: z.string(),
  name: z.string(),
  domains: z.array(z.string()),
  openOpportunities: z.number().int(),
})
export type CrmAccount = z.infer<typeof CrmAccount>
