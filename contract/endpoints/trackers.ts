import { z } from 'zod'
import { endpoint, unaudited } from '../endpoint.ts'
import { Tracker } from '../records/tracker.ts'
import { Id } from '../scalars.ts'

const Written = Tracker.pick({ name: true, phrases: true, enabled: true })

export const listTrackers = endpoint({
  id: 'listTrackers',
  method: 'GET',
  path: '/trackers',
  summary: 'All trackers, with how often each was heard.',
  reply: z.object({ items: z.array(Tracker.extend({ engagements: z.number().int(), hits: z.number().int() })), rescanning: z.number().int() }),
  errors: [],
  permission: 'calls:read',
  audit: unaudited('read only'),
})

/** Past calls are scanned again in the background. */
export const createTracker = endpoint({
  id: 'createTracker',
  method: 'POST',
  path: '/trackers',
  summary: 'Add a tracker.',
  body: Written,
  reply: Tracker,
  errors: ['conflict'],
  permission: 'trackers:write',
  audit: 'tracker.created',
})

export const updateTracker = endpoint({
  id: 'updateTracker',
  method: 'PUT',
  path: '/trackers/:id',
  summary: 'Change a tracker.',
  params: z.object({ id: Id }),
  body: Written,
  reply: Tracker,
  errors: ['not_found', 'conflict'],
  permission: 'trackers:write',
  audit: 'tracker.changed',
})

export const deleteTracker = endpoint({
  id: 'deleteTracker',
  method: 'DELETE',
  path: '/trackers/:id',
  summary: 'Delete a tracker and its moments.',
  params: z.object({ id: Id }),
  reply: z.object({ done: z.literal(true) }),
  errors: ['not_found'],
  permission: 'trackers:write',
  audit: 'tracker.deleted',
})
