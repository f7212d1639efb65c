import { z } from 'zod'
import { endpoint, unaudited } from '../endpoint.ts'
import { pageOf, PageQuery } from '../page.ts'
import { IdentityApp, IdentityAppChoice } from '../records/identity-app.ts'
import { MatchAnswer, MatchDecision, MatchQuestion } from '../records/match.ts'
import { Id } from '../scalars.ts'

export const listMatchQuestions = endpoint({
  id: 'listMatchQuestions',
  method: 'GET',
  path: '/matching/questions',
  summary: 'Whose login is whose: what is disputed, or what looks like one person and is two.',
  query: PageQuery.extend({ of: z.enum(['disputes', 'suggestions']) }),
  reply: pageOf(MatchQuestion),
  errors: [],
  permission: 'people:read',
  audit: unaudited('read only'),
})

export const listMatchDecisions = endpoint({
  id: 'listMatchDecisions',
  method: 'GET',
  path: '/matching/decisions',
  summary: 'What people decided about whose login is whose, newest first.',
  query: PageQuery,
  reply: pageOf(MatchDecision),
  errors: [],
  permission: 'people:read',
  audit: unaudited('read only'),
})

/** Outranks every rule from now on. Refused when it contradicts a decision that stands, or when what was shown is not so any more. */
export const decideMatch = endpoint({
  id: 'decideMatch',
  method: 'POST',
  path: '/matching/decisions',
  summary: 'Link or split a login, merge two persons, or say that they are different people.',
  body: MatchAnswer,
  reply: MatchDecision,
  errors: ['not_found', 'conflict'],
  permission: 'people:write',
  audit: 'match.decided',
})

export const undoMatch = endpoint({
  id: 'undoMatch',
  method: 'POST',
  path: '/matching/decisions/:id/undo',
  summary: 'Take a decision back: the logins belong to whom they belonged before.',
  params: z.object({ id: Id }),
  reply: MatchDecision,
  errors: ['not_found', 'conflict'],
  permission: 'people:write',
  audit: 'match.undone',
})

export const listIdentityApps = endpoint({
  id: 'listIdentityApps',
  method: 'GET',
  path: '/matching/apps',
  summary: 'The apps that identity sources give, and which connection shows the accounts of each.',
  /** `choices`: connections that show accounts. */
  reply: z.object({ items: z.array(IdentityApp), choices: z.array(z.object({ connectionId: Id, name: z.string() })) }),
  errors: [],
  permission: 'people:read',
  audit: unaudited('read only'),
})

export const chooseIdentityApp = endpoint({
  id: 'chooseIdentityApp',
  method: 'PUT',
  path: '/matching/apps/:connectionId/:externalId',
  summary: 'Say which connection shows the accounts of an app that an identity source gives.',
  params: z.object({ connectionId: Id, externalId: z.string().min(1) }),
  body: IdentityAppChoice,
  reply: IdentityApp,
  errors: ['not_found', 'conflict'],
  permission: 'people:write',
  audit: 'identity_app.chosen',
})
