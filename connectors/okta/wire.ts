import { z } from 'zod'

/** The parts of Okta's schemas that are read; the rest passes by. */
const Instant = z.iso.datetime()

export const OktaUser = z.object({
  id: z.string().min(1),
  status: z.string(),
  statusChanged: Instant.nullish(),
  lastLogin: Instant.nullish(),
  lastUpdated: Instant,
  profile: z.object({
    login: z.string().min(1),
    email: z.string().nullish(),
    firstName: z.string().nullish(),
    lastName: z.string().nullish(),
    displayName: z.string().nullish(),
    employeeNumber: z.string().nullish(),
    department: z.string().nullish(),
    title: z.string().nullish(),
    manager: z.string().nullish(),
    managerId: z.string().nullish(),
    timezone: z.string().nullish(),
  }),
})
export type OktaUser = z.infer<typeof OktaUser>

export const OktaGroup = z.object({ id: z.string().min(1), type: z.string(), profile: z.object({ name: z.string() }) })
export type OktaGroup = z.infer<typeof OktaGroup>
export const OktaGroupRule = z.object({
  name: z.string(),
  status: z.string(),
  actions: z.object({ assignUserToGroups: z.object({ groupIds: z.array(z.string()) }) }),
})
export const OktaMember = z.object({ id: z.string().min(1) })
export const OktaApp = z.object({ id: z.string().min(1), name: z.string(), label: z.string(), status: z.string() })
export type OktaApp = z.infer<typeof OktaApp>
export const OktaAppUser = z.object({
  id: z.string().min(1),
  status: z.string(),
  scope: z.enum(['USER', 'GROUP']),
  syncState: z.string().nullish(),
  credentials: z.object({ userName: z.string() }).nullish(),
})
export type OktaAppUser = z.infer<typeof OktaAppUser>

export const OktaError = z.object({ errorCode: z.string(), errorSummary: z.string() })

/** Every list of Okta's is a bare array, and does not say how long the whole is. */
export const OktaList = z.array(z.unknown()).transform(items => ({ items, total: null }))
