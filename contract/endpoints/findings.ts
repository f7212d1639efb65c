import { z } from 'zod'
import { endpoint, unaudited } from '../endpoint.ts'
import { pageOf, PageQuery } from '../page.ts'
import { Finding, findingAges, FindingDecision, FindingKind, FindingState, FindingSummary, FindingThresholds, LicencePrice } from '../records/finding.ts'
import { Id, Instant } from '../scalars.ts'

const ById = z.object({ id: Id })

export const listFindings = endpoint({
  id: 'listFindings',
  method: 'GET',
  path: '/findings',
  summary: 'What is out of step, oldest first.',
  query: PageQuery.extend({
    q: z.string().max(200).optional(),
    kind: FindingKind.optional(),
    state: FindingState.optional(),
    age: z.enum(findingAges).optional().describe('For how long it has been true: under a day, a week, 30 days, 90 days, or longer.'),
    connectionId: Id.optional(),
    personId: Id.optional(),
    owner: z
      .union([z.enum(['me', 'nobody']), Id])
      .optional()
      .describe('Who sees to it: me, nobody, or the id of a user.'),
    sort: z.enum(['oldest', 'newest', 'person', 'connection']).default('oldest'),
  }),
  reply: pageOf(Finding),
  errors: [],
  permission: 'people:read',
  audit: unaudited('read only'),
})

export const summarizeFindings = endpoint({
  id: 'summarizeFindings',
  method: 'GET',
  path: '/findings/summary',
  summary: 'Findings that are not resolved, counted by kind and age, with what they waste.',
  reply: FindingSummary,
  errors: [],
  permission: 'people:read',
  audit: unaudited('read only'),
})

export const readFinding = endpoint({
  id: 'readFinding',
  method: 'GET',
  path: '/findings/:id',
  summary: 'One finding with what it rests on.',
  params: ById,
  reply: Finding,
  errors: ['not_found'],
  permission: 'people:read',
  audit: unaudited('read only'),
})

/** Runs correlation and comparison over what was last read. */
export const compareNow = endpoint({
  id: 'compareNow',
  method: 'POST',
  path: '/findings/compare',
  summary: 'Compare what is with what should be, now.',
  reply: z.object({ open: z.number().int(), opened: z.number().int(), resolved: z.number().int() }),
  errors: [],
  permission: 'plans:write',
  audit: 'findings.compared',
})

/** Each keeps its note. What cannot be decided so is answered with its reason; the rest is decided. */
export const decideFindings = endpoint({
  id: 'decideFindings',
  method: 'POST',
  path: '/findings/decide',
  summary: 'Give many findings to somebody, or accept them until a date.',
  body: z.object({ findingIds: z.array(Id).min(1).max(1000), decision: FindingDecision }),
  reply: z.object({ decided: z.number().int(), refused: z.array(z.object({ id: Id, sentence: z.string() })) }),
  errors: ['not_found', 'bad_request'],
  permission: 'plans:write',
  audit: 'findings.decided',
})

export const assignFinding = endpoint({
  id: 'assignFinding',
  method: 'PUT',
  path: '/findings/:id/owner',
  summary: 'Say who sees to a finding, with a note.',
  params: ById,
  body: z.object({ userId: Id.nullable(), note: z.string().trim().max(2000) }),
  reply: Finding,
  errors: ['not_found', 'conflict'],
  permission: 'plans:write',
  audit: 'finding.assigned',
})

/** An exception with an expiry: the finding is left as it is, and opens again after the date if it is still true. */
export const acceptFinding = endpoint({
  id: 'acceptFinding',
  method: 'POST',
  path: '/findings/:id/accept',
  summary: 'Leave a finding as it is until a date, for a reason.',
  params: ById,
  body: z.object({ until: Instant, reason: z.string().trim().min(3, 'Say why, in a few words.').max(1000) }),
  reply: Finding,
  errors: ['not_found', 'conflict', 'bad_request'],
  permission: 'plans:write',
  audit: 'finding.accepted',
})

export const reopenFinding = endpoint({
  id: 'reopenFinding',
  method: 'POST',
  path: '/findings/:id/reopen',
  summary: 'End an exception before its date.',
  params: ById,
  reply: Finding,
  errors: ['not_found', 'conflict'],
  permission: 'plans:write',
  audit: 'finding.reopened',
})

/** Active users of the workspace, whoever could see to a finding. */
export const listFindingOwners = endpoint({
  id: 'listFindingOwners',
  method: 'GET',
  path: '/findings/owners',
  summary: 'Who may be given a finding.',
  query: z.object({ q: z.string().max(200).optional() }),
  reply: z.object({ items: z.array(z.object({ id: Id, name: z.string(), email: z.string() })) }),
  errors: [],
  permission: 'plans:write',
  audit: unaudited('read only'),
})

export const readFindingThresholds = endpoint({
  id: 'readFindingThresholds',
  method: 'GET',
  path: '/settings/findings',
  summary: 'After how many days something counts as out of step.',
  reply: FindingThresholds,
  errors: [],
  permission: 'people:read',
  audit: unaudited('read only'),
})

/** Compares again with them. */
export const writeFindingThresholds = endpoint({
  id: 'writeFindingThresholds',
  method: 'PUT',
  path: '/settings/findings',
  summary: 'Say after how many days something counts as out of step.',
  body: FindingThresholds,
  reply: FindingThresholds,
  errors: [],
  permission: 'settings:write',
  audit: 'findings.thresholds_changed',
})

export const listLicencePrices = endpoint({
  id: 'listLicencePrices',
  method: 'GET',
  path: '/settings/licence-prices',
  summary: 'What licences cost in a month, and which licences there are.',
  reply: z.object({
    items: z.array(LicencePrice),
    /** What accounts of each connection hold, so that a price can be set. */
    licences: z.array(z.object({ connectionId: Id, licence: z.string().nullable(), accounts: z.number().int() })),
  }),
  errors: [],
  permission: 'people:read',
  audit: unaudited('read only'),
})

export const writeLicencePrices = endpoint({
  id: 'writeLicencePrices',
  method: 'PUT',
  path: '/settings/licence-prices',
  summary: 'Set all prices of licences at once.',
  body: z.object({ items: z.array(LicencePrice).max(1000) }),
  reply: z.object({ items: z.array(LicencePrice) }),
  errors: ['not_found', 'bad_request'],
  permission: 'settings:write',
  audit: 'findings.prices_changed',
})
