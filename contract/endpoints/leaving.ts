import { z } from 'zod'
import { endpoint, unaudited } from '../endpoint.ts'
import { pageOf, PageQuery } from '../page.ts'
import { HandOverRule, Leaver, LeaverSummary } from '../records/leaver.ts'
import { Id } from '../scalars.ts'

const ById = z.object({ id: Id })

export const listLeavers = endpoint({
  id: 'listLeavers',
  method: 'GET',
  path: '/leavers',
  summary: 'Who lost access, newest first, those who came back included.',
  query: PageQuery.extend({ q: z.string().max(200).optional().describe('A part of the name or e-mail.') }),
  reply: pageOf(LeaverSummary),
  errors: [],
  permission: 'settings:write',
  audit: unaudited('read only'),
})

export const readLeaver = endpoint({
  id: 'readLeaver',
  method: 'GET',
  path: '/leavers/:id',
  summary: 'One departure: what ended, what was handed over to whom, what is still open.',
  params: ById,
  reply: Leaver,
  errors: ['not_found'],
  permission: 'settings:write',
  audit: unaudited('read only'),
})

export const handOver = endpoint({
  id: 'handOver',
  method: 'POST',
  path: '/leavers/:id/hand-overs',
  summary: 'Hand everything that somebody who left owns to their manager or to a person.',
  params: ById,
  body: z.discriminatedUnion('to', [z.object({ to: z.literal('manager') }), z.object({ to: z.literal('person'), userId: Id })]),
  reply: Leaver,
  errors: ['not_found', 'conflict'],
  permission: 'settings:write',
  audit: 'user.handed_over',
})

/** Safe at any time: what its receiver has handed on since stays where it is. */
export const giveBack = endpoint({
  id: 'giveBack',
  method: 'POST',
  path: '/hand-overs/:id/give-back',
  summary: 'Undo a hand-over.',
  params: ById,
  reply: Leaver,
  errors: ['not_found', 'conflict'],
  permission: 'settings:write',
  audit: 'user.given_back',
})

/** Active users who may own recordings: who a hand-over may go to. */
export const listReceivers = endpoint({
  id: 'listReceivers',
  method: 'GET',
  path: '/leavers/receivers',
  summary: 'Who may be handed the calls of somebody who left.',
  query: z.object({ q: z.string().max(200).optional() }),
  reply: z.object({ items: z.array(z.object({ id: Id, name: z.string(), email: z.string() })) }),
  errors: [],
  permission: 'settings:write',
  audit: unaudited('read only'),
})

export const readHandOverRule = endpoint({
  id: 'readHandOverRule',
  method: 'GET',
  path: '/settings/hand-over',
  summary: 'What happens by itself to what leavers own.',
  reply: HandOverRule,
  errors: [],
  permission: 'settings:write',
  audit: unaudited('read only'),
})

export const writeHandOverRule = endpoint({
  id: 'writeHandOverRule',
  method: 'PUT',
  path: '/settings/hand-over',
  summary: 'Say what happens by itself to what leavers own.',
  body: HandOverRule,
  reply: HandOverRule,
  errors: ['not_found', 'conflict'],
  permission: 'settings:write',
  audit: 'leaving.rule_changed',
})
