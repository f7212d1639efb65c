import { z } from 'zod'

/**
 * What the server tells open consoles over `GET /api/v1/changes` (server-sent events): which resource changed, never its content.
 * The console reads the resource again with its own permissions.
 */
export const ChangeEvent = z.object({
  topic: z.enum([
    'engagements',
    'deliveries',
    'trackers',
    'connections',
    'people',
    'findings',
    'plans',
    'tasks',
    'evidence-packs',
    'audit',
    'users',
    'mapping-rules',
    'access-rules',
    'provisioning',
    'tokens',
    'webhooks',
    'departures',
    'erasures',
  ]),
  id: z.string().nullable(),
})
export type ChangeEvent = z.infer<typeof ChangeEvent>
