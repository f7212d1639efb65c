import { z } from 'zod'
import { Id, Instant } from '../scalars.ts'
import { Connection } from './connection.ts'
import { FindingKind } from './finding.ts'
import { Account, AccountStatus } from './person.ts'
import { StepAction, StepDefinition } from './plan.ts'

const Count = z.number().int().nonnegative()

/** When an account was last used: within 30 days, within 90, before that, or not as far as the app tells. */
export const activities = ['month', 'quarter', 'older', 'never'] as const
export const Activity = z.enum(activities)
export type Activity = z.infer<typeof Activity>

/**
 * Some accounts of an app, from who gives it to who has it. `source` null: no identity source gives it to their person. `status` null: it is
 * given to somebody who has no account. `person`: whether they are there, have left, or are known to no identity source.
 */
export const AccessFlow = z.object({
  source: z.object({ connectionId: Id, name: z.string() }).nullable(),
  through: z.enum(['person', 'group']).nullable(),
  status: AccountStatus.nullable(),
  person: z.enum(['there', 'left', 'nobody']),
  count: Count,
})
export type AccessFlow = z.infer<typeof AccessFlow>

/** How one thing would be done for an account of the app, and why so. */
export const ReachableBy = StepDefinition.pick({ route: true, routeReason: true, passedOver: true }).extend({ action: StepAction })
export type ReachableBy = z.infer<typeof ReachableBy>

/** How an app stands: who has an account, who gives it, and how its accounts are reached. */
export const AppStanding = z.object({
  connection: Connection.pick({ id: true, name: true, state: true, detail: true, lastReads: true }),
  /** Of what is known of the app; null for an app without a profile. */
  profileId: z.string().nullable(),
  accounts: z.object({
    total: Count,
    statuses: z.array(z.object({ status: AccountStatus, accounts: Count })),
    roles: z.array(z.object({ role: z.string().nullable(), accounts: Count })),
    licences: z.array(z.object({ licence: z.string().nullable(), accounts: Count })),
    activities: z.array(z.object({ activity: Activity, accounts: Count })),
  }),
  flows: z.array(AccessFlow),
  findings: z.array(z.object({ kind: FindingKind, open: Count })),
  routes: z.array(ReachableBy),
})
export type AppStanding = z.infer<typeof AppStanding>

/** An account in the list of an app. */
export const AccountEntry = Account.pick({
  id: true,
  userName: true,
  displayName: true,
  status: true,
  role: true,
  licence: true,
  protection: true,
}).extend({
  lastActiveAt: Instant.nullable(),
  /** Null while it is not known, or disputed, whose it is. */
  person: z.object({ id: Id, name: z.string() }).nullable(),
})
export type AccountEntry = z.infer<typeof AccountEntry>
