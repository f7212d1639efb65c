import { z } from 'zod'
import { endpoint, unaudited } from '../endpoint.ts'
import { App } from '../records/app-profile.ts'

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
