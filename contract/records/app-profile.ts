import { z } from 'zod'
import { Route } from './plan.ts'

/** A document that says something of an app, and when it was last changed: a day, a month, or null where it does not say. */
export const ProfileSource = z.object({ id: z.string(), title: z.string(), date: z.string().nullable() })
export type ProfileSource = z.infer<typeof ProfileSource>

/** What can be asked of every app, in the order in which an IT admin asks it. */
export const profileTopics = [
  'user_api',
  'scim',
  'jit',
  'sso',
  'deactivation',
  'roles',
  'groups',
  'bulk',
  'erasure',
  'authentication',
  'paging',
  'rate_limits',
  'webhooks',
] as const
export const ProfileTopic = z.enum(profileTopics)
export type ProfileTopic = z.infer<typeof ProfileTopic>

/** One statement of one source. `verdict` answers the topic's question; null adds a detail to it. */
export const ProfileFact = z.object({
  topic: ProfileTopic,
  verdict: z.enum(['yes', 'no', 'partly', 'undocumented']).nullable(),
  statement: z.string(),
  source: z.string().describe('The id of one of the sources.'),
})
export type ProfileFact = z.infer<typeof ProfileFact>

/** Something that has to be done in the app, step by step, and what goes wrong when one does not know it. */
export const ProfileScenario = z.object({
  purpose: z.enum(['provision', 'deprovision', 'change_role', 'push_groups', 'bulk', 'erase', 'renew_token']),
  title: z.string(),
  steps: z.array(z.string()).min(1),
  watchOut: z.string().nullable(),
  source: z.string(),
})
export type ProfileScenario = z.infer<typeof ProfileScenario>

/** How to reach the accounts of an app, the better way first. */
export const ProfileRoute = z.object({ route: Route, when: z.string() })

export const AppProfile = z.object({
  id: z.string(),
  name: z.string(),
  /** One sentence: what an admin has to know before anything else. */
  summary: z.string(),
  sources: z.array(ProfileSource).min(1),
  facts: z.array(ProfileFact).min(1),
  scenarios: z.array(ProfileScenario),
  routes: z.array(ProfileRoute),
  /** What leaving the app takes beside closing the account, as the sources say. */
  leaving: z
    .object({
      /** What somebody else has to be given by hand: `open opportunities and forecasts`. */
      handOver: z.string().optional(),
      /** The vendor is asked, where nobody signs in to the console. */
      askVendor: z.boolean().optional(),
      /** Closing the account deletes nothing: one sentence on why erasure is a step of its own. */
      erasure: z.string().optional(),
    })
    .optional(),
  /** A connection to one of these hosts that works proves that the app has SCIM, whatever a document says. */
  scimHosts: z.array(z.string()),
})
export type AppProfile = z.infer<typeof AppProfile>

/** A topic on which sources contradict each other; `settledBy` is the connection that proved one of them right, or null. */
export const ProfileDispute = z.object({
  topic: ProfileTopic,
  facts: z.array(ProfileFact).min(2),
  settledBy: z.object({ connectionName: z.string(), sentence: z.string() }).nullable(),
})
export type ProfileDispute = z.infer<typeof ProfileDispute>

/** A profile as this workspace sees it. */
export const App = AppProfile.extend({ disputes: z.array(ProfileDispute) })
export type App = z.infer<typeof App>
