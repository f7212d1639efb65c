import { z } from 'zod'
import { Scope } from './token.ts'

/** What the consent page shows, or where the browser goes at once because there is nothing to ask. */
export const AuthorizationQuestion = z.object({
  ask: z
    .object({
      /** What the client calls itself; nobody vouches for it. */
      clientName: z.string(),
      /** The host, or the app's own scheme, that its answer goes to. */
      goesTo: z.string(),
      scopes: z.array(Scope),
      /** Asked for, but the person does not have them. */
      withheld: z.array(Scope),
    })
    .nullable(),
  redirectTo: z.string().nullable(),
})
export type AuthorizationQuestion = z.infer<typeof AuthorizationQuestion>

export const AuthorizationDecision = z.object({ redirectTo: z.string() })
export type AuthorizationDecision = z.infer<typeof AuthorizationDecision>
