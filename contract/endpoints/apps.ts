import { z } from 'zod'
import { endpoint, unaudited } from '../endpoint.ts'
import { pageOf, PageQuery } from '../page.ts'
import { App } from '../records/app-profile.ts'
import { AccountEntry, Activity, AppStanding } from '../records/app-standing.ts'
import { AccountStatus } from '../records/person.ts'
import { Id } from '../scalars.ts'

export const listApps = endpoint({
  id: 'listApps',
  method: 'GET',
  path: '/apps',
  summary: 'What is known of how users are managed in each app.',
  reply: z.object({ items: z.array(App) }),
  errors: [],
  permission: 'people:read',
  audit: unaudited('read only'),
})

export const readAppStanding = endpoint({
  id: 'readAppStanding',
  method: 'GET',
  path: '/connections/:id/standing',
  summary: 'How an app stands: its accounts, who gives it, what is out of step, and how its accounts are reached.',
  params: z.object({ id: Id }),
  reply: AppStanding,
  errors: ['not_found'],
  permission: 'people:read',
  audit: unaudited('read only'),
})

export const listAccounts = endpoint({
  id: 'listAccounts',
  method: 'GET',
  path: '/connections/:id/accounts',
  summary: 'The accounts of an app, by name.',
  params: z.object({ id: Id }),
  query: PageQuery.extend({
    q: z.string().max(200).optional(),
    status: AccountStatus.optional(),
    role: z.string().max(200).optional().describe('Exactly so; empty for accounts without a role.'),
    licence: z.string().max(200).optional().describe('Exactly so; empty for accounts without a licence.'),
    activity: Activity.optional(),
  }),
  reply: pageOf(AccountEntry),
  errors: ['not_found'],
  permission: 'people:read',
  audit: unaudited('read only'),
})
