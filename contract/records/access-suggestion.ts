import { z } from 'zod'
import { Id } from '../scalars.ts'

/** An app that somebody should have, or that those have who work beside them. */
export const AccessSuggestion = z.object({
  connectionId: Id,
  connectionName: z.string(),
  role: z.string().nullable(),
  licence: z.string().nullable(),
  groups: z.array(z.string()),
  /** An access rule gives it, or people of the same manager have it. */
  from: z.enum(['rule', 'team']),
  /** One sentence: which rule, or how many of the team. */
  why: z.string(),
  /** A rule gives it, or most of the team have it. */
  usual: z.boolean(),
  /** They have an account there that is open. */
  has: z.boolean(),
  /** The app can make the account with its role before the identity source lets anybody in. */
  stagesRole: z.boolean(),
})
export type AccessSuggestion = z.infer<typeof AccessSuggestion>
