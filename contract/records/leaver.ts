import { z } from 'zod'
import { Id, Instant } from '../scalars.ts'

/** Who gets what somebody owned when they leave; `nobody`: it stays under their name, where their team sees it. */
export const HandOverRule = z.discriminatedUnion('to', [
  z.object({ to: z.literal('nobody') }),
  z.object({ to: z.literal('manager') }),
  z.object({ to: z.literal('person'), userId: Id }),
])
export type HandOverRule = z.infer<typeof HandOverRule>

/** One time that a user lost access. */
export const LeaverSummary = z.object({
  id: Id,
  userId: Id,
  name: z.string(),
  email: z.string(),
  leftAt: Instant,
  deletedAt: Instant.nullable(),
  /** Null while they are away. */
  returnedAt: Instant.nullable(),
  /** `scim`, `sign-in`, `api`, `console`, `operator`, `job`, or `unknown`. */
  door: z.string(),
  /** Who or which token did it. */
  actor: z.string().nullable(),
  /** How many ended. */
  sessions: z.number().int(),
  tokens: z.number().int(),
  /** What came of the rule for what they owned, in a sentence; null until it was applied. */
  settledAs: z.string().nullable(),
})
export type LeaverSummary = z.infer<typeof LeaverSummary>

/** A departure as one story. */
export const Leaver = LeaverSummary.extend({
  ended: z.array(z.object({ kind: z.enum(['session', 'token']), name: z.string() })),
  endedAt: Instant,
  managerName: z.string().nullable(),
  handOvers: z.array(
    z.object({
      id: Id,
      toName: z.string().nullable(),
      toEmail: z.string(),
      decidedBy: z.enum(['rule', 'choice']),
      actor: z.string(),
      at: Instant,
      calls: z.number().int(),
      givenBackAt: Instant.nullable(),
      /** How many went back; the others had moved on. */
      givenBack: z.number().int().nullable(),
    }),
  ),
  /** What still bears their name. Tokens that only provision go on working: they belong to the workspace. */
  open: z.object({ calls: z.number().int(), tokens: z.array(z.string()), reports: z.number().int(), approvals: z.number().int() }),
})
export type Leaver = z.infer<typeof Leaver>
