import { z } from 'zod'
import { Id, Instant } from '../scalars.ts'

/** An app that an identity source gives to people, and the connection that shows its accounts. */
export const IdentityApp = z.object({
  /** The identity source. */
  connectionId: Id,
  connectionName: z.string(),
  /** The source's own id of the app. */
  externalId: z.string(),
  name: z.string(),
  /** How many people the source gives it to. */
  people: z.number().int(),
  /** `name`: a connection is called the same. `chosen`: by a person. `none`: a person said that it belongs to no connection. Null: nothing fits. */
  how: z.enum(['name', 'chosen', 'none']).nullable(),
  app: z.object({ connectionId: Id, name: z.string() }).nullable(),
  chosenBy: z.string().nullable(),
  chosenAt: Instant.nullable(),
  /** Connections that may show its accounts, the likeliest first, with why. */
  suggestions: z.array(z.object({ connectionId: Id, name: z.string(), evidence: z.array(z.string()) })),
})
export type IdentityApp = z.infer<typeof IdentityApp>

/** `automatic`: the connection of the same name, if there is one. */
export const IdentityAppChoice = z.discriminatedUnion('how', [
  z.object({ how: z.literal('automatic') }),
  z.object({ how: z.literal('none') }),
  z.object({ how: z.literal('chosen'), connectionId: Id }),
])
export type IdentityAppChoice = z.infer<typeof IdentityAppChoice>
