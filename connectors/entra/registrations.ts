import { z } from 'zod'
import { orNull, wholeRows } from '../kit/index.ts'
import type { IdentityRow, VendorApi } from '../kit/index.ts'
import { GraphList, odata } from './wire.ts'

/** learn.microsoft.com/graph/api/resources/userregistrationdetails. Disabled users are not in it. */
const Registration = z.object({ id: z.string().min(1), isAdmin: z.boolean().nullish(), isMfaRegistered: z.boolean().nullish() })
type Registration = z.infer<typeof Registration>

const path = '/v1.0/reports/authenticationMethods/userRegistrationDetails'
/** Whether somebody has a second factor, and an admin role in the tenant. */
export type Registered = Pick<IdentityRow, 'mfa' | 'admin'>
export const nothingKnown: Registered = { mfa: null, admin: null }

/** Of everybody, by id; empty for apps without AuditLog.Read.All and tenants without a premium licence. Takes no paging of ours. */
export const readRegistrations = async (api: VendorApi): Promise<Map<string, Registered>> => {
  const registrations = wholeRows(api, 'registered second factors', { path, paging: odata({}), list: GraphList, raw: Registration, dispensable: true })
  const known = new Map<string, Registered>()
  const read = async () => {
    for await (const one of registrations) known.set(one.id, registered(one))
  }
  await orNull(read(), 'permission', 'refused')
  return known
}

export const readRegistration = async (api: VendorApi, id: string): Promise<Registered> => {
  const asked = api.get(`${path}/${encodeURIComponent(id)}`, { expect: Registration, dispensable: true })
  const found = await orNull(asked, 'permission', 'refused')
  return found === null ? nothingKnown : registered(found.body)
}

const registered = ({ isAdmin, isMfaRegistered }: Registration): Registered => ({ mfa: isMfaRegistered ?? null, admin: isAdmin ?? null })
