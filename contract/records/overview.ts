import { z } from 'zod'
import { Id, Instant } from '../scalars.ts'
import { Connection } from './connection.ts'
import { findingAges, FindingKind, MonthlyCost } from './finding.ts'
import { AccountStatus } from './person.ts'

const Count = z.number().int().nonnegative()

/** Until the last account of somebody who left was closed: verified by a plan, or seen inactive by a read. */
export const Deprovisioning = z.object({
  /** It is about who left in so many days before now. */
  days: Count,
  /** Whose accounts are all closed, and of whom it is known when. */
  measured: Count,
  /** From the deactivation of the identity to the last account; null while nobody is measured. */
  medianSeconds: z.number().nonnegative().nullable(),
  /** The slowest first, five at most; `connectionName` had the last account. */
  slowest: z.array(z.object({ personId: Id, personName: z.string(), connectionName: z.string(), leftAt: Instant, seconds: z.number().nonnegative() })),
  /** Who still has an account that lets them in. */
  open: Count,
  /** Whose accounts are closed, but not known since when. */
  unknown: Count,
  /** Who left, on a day that no source tells. */
  undated: Count,
})
export type Deprovisioning = z.infer<typeof Deprovisioning>

/** How the company stands, in one look. Each number is that of a list. */
export const Overview = z.object({
  people: z.object({ total: Count, statuses: z.array(z.object({ status: AccountStatus, people: Count })) }),
  /** Connections that know people or accounts. */
  sources: z.object({ identity: Count, apps: Count, attention: z.array(Connection.pick({ id: true, name: true, state: true, detail: true })) }),
  /** Findings on which nobody has decided, by kind and by how long they have been true. */
  findings: z.object({
    open: Count,
    kinds: z.array(z.object({ kind: FindingKind, open: Count, ages: z.array(z.object({ age: z.enum(findingAges), open: Count })) })),
  }),
  deprovisioning: Deprovisioning,
  /** Licences paid for nothing, in a month; an account that several findings name counts once. */
  waste: z.object({
    /** Some licence has a price. Without one nothing can be said. */
    priced: z.boolean(),
    costs: z.array(MonthlyCost),
    kinds: z.array(z.object({ kind: FindingKind, costs: z.array(MonthlyCost) })),
    /** Accounts that waste a licence of which no price is known: the sum is at least as much. */
    unpriced: Count,
  }),
  plansToApprove: Count,
  tasksOverdue: Count,
  /** Sources whose last read was not whole. */
  readsIncomplete: z.array(z.object({ connectionId: Id, connectionName: z.string(), problem: z.string().nullable() })),
})
export type Overview = z.infer<typeof Overview>
