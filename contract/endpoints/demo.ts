import { z } from 'zod'
import { endpoint } from '../endpoint.ts'

/** Starts stand-in vendors in this process and connects them; only on an empty workspace. */
export const loadDemo = endpoint({
  id: 'loadDemo',
  method: 'POST',
  path: '/demo',
  summary: 'Load the demo company.',
  reply: z.object({ done: z.literal(true) }),
  errors: ['conflict'],
  permission: 'settings:write',
  audit: 'demo.loaded',
})
