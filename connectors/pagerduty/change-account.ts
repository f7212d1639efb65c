import { orNull, VendorError } from '../kit/index.ts'
import type { AccountAccess, AccountChange, VendorApi, VendorRequest } from '../kit/index.ts'
import { headers, readUser, userPath } from './accounts.ts'

/** The roles that a user may be given (developer.pagerduty.com/api-reference, "Update a user"); the owner is another one's gift. */
const roles = ['admin', 'limited_user', 'observer', 'read_only_user', 'read_only_limited_user', 'restricted_access', 'user']

/** An update has to repeat the name and the e-mail, and is not told the rest of the user. */
const update = (userPathOf: string, user: { name: string; email: string; role: string }) =>
  ({ method: 'PUT', path: userPathOf, headers, body: { user: { type: 'user', ...user } }, idempotent: true }) as const

export const changeOfNobody: VendorRequest<null> = update(userPath('PNOBODY'), { name: 'Nobody', email: 'nobody@example.com', role: 'observer' })

export const changeAccount = async (api: VendorApi, { externalId }: AccountChange, { role, licence, groups }: AccountAccess): Promise<void> => {
  if (licence != null || groups !== undefined)
    throw new VendorError('refused', `${api.name} is given roles here; change licences and teams in ${api.name}, where schedules hang on them.`)
  if (role === undefined) return
  if (role === null) throw new VendorError('refused', `${api.name} has nobody without a role; name another one.`)
  if (!roles.includes(role)) throw new VendorError('not_found', `${api.name} gives no role called ${role}; it gives ${roles.join(', ')}.`)
  const user = await readUser(api, externalId)
  if (user === null) throw new VendorError('not_found', `${api.name} has no such user.`, { status: 404 })
  if (user.role === 'owner') throw new VendorError('refused', `${user.email} owns the account of ${api.name}; make somebody else the owner there first.`)
  if (user.role !== role) await api.request(update(userPath(externalId), { name: user.name ?? user.email, email: user.email, role }))
}

/**
 * Removes a user for good; PagerDuty has no switch. It refuses while incidents are assigned to them, or a schedule or an escalation policy
 * holds them ("Delete a user"; support.pagerduty.com/docs/offboarding), and its words are repeated.
 */
export const deleteAccount = async (api: VendorApi, { externalId }: AccountChange): Promise<void> => {
  await orNull(api.request({ method: 'DELETE', path: userPath(externalId), headers, idempotent: true }))
}
