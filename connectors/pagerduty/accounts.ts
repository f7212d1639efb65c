import { z } from 'zod'
import { accountOf, AccountRow, listAt, offset, orNull, readPages } from '../kit/index.ts'
import type { Read, VendorApi } from '../kit/index.ts'

const text = z.string().nullish()

/** developer.pagerduty.com/api-reference/c96e889522dd6-list-users */
export const PagerDutyUser = z.object({
  id: z.string().min(1),
  name: text,
  email: z.string().min(1),
  role: text,
  job_title: text,
  invitation_sent: z.boolean().nullish(),
  teams: z.array(z.object({ id: z.string(), summary: text })).nullish(),
})
export type PagerDutyUser = z.infer<typeof PagerDutyUser>
export const UserList = listAt('users', { total: 'total' })

/** The API is asked for its second version by the media type. */
export const headers = { accept: 'application/vnd.pagerduty+json;version=2' }

export const readAccounts: Read<AccountRow> = api =>
  readPages(api, {
    path: '/users',
    headers,
    paging: offset('offset', 0, { limit: '100', total: 'true' }),
    list: UserList,
    raw: PagerDutyUser,
    map: toAccount,
    row: AccountRow,
  })

export const readAccount = async (api: VendorApi, externalId: string): Promise<AccountRow | null> => {
  const user = await readUser(api, externalId)
  return user === null ? null : toAccount(user)
}

export const readUser = async (api: VendorApi, externalId: string): Promise<PagerDutyUser | null> =>
  (await orNull(api.get(userPath(externalId), { headers, expect: z.object({ user: PagerDutyUser }) })))?.body.user ?? null

export const userPath = (externalId: string) => `/users/${encodeURIComponent(externalId)}`

const toAccount = (user: PagerDutyUser): AccountRow =>
  accountOf({
    externalId: user.id,
    userName: user.email,
    email: user.email,
    displayName: user.name ?? '',
    status: user.invitation_sent === true ? 'staged' : 'active',
    vendorStatus: user.invitation_sent === true ? 'invited' : 'listed',
    role: user.role ?? null,
    groups: (user.teams ?? []).map(({ id, summary }) => summary ?? id),
    title: user.job_title || null,
  })
