import { z } from 'zod'
import { endpoint, unaudited } from '../endpoint.ts'
import { AccessSuggestion } from '../records/access-suggestion.ts'
import { LeftOut, Plan } from '../records/plan.ts'
import { Playbook, PlaybookPreview, PlaybookSettings } from '../records/playbook.ts'
import { Id } from '../scalars.ts'

/** The steps with their routes, what is left out and why, what the person owns, and how many people have to approve. */
export const previewPlaybook = endpoint({
  id: 'previewPlaybook',
  method: 'POST',
  path: '/playbooks/preview',
  summary: 'What a playbook would do now; nothing is kept.',
  body: Playbook,
  reply: PlaybookPreview,
  errors: ['not_found', 'conflict', 'excluded', 'flips_back'],
  permission: 'plans:write',
  audit: unaudited('read only'),
})

/** Nothing is changed before a person approves the plan. */
export const draftPlaybook = endpoint({
  id: 'draftPlaybook',
  method: 'POST',
  path: '/playbooks',
  summary: 'Make the plan of a playbook: joiner, mover, leaver, leave of absence, lock-out, migration, token renewal.',
  body: Playbook,
  reply: z.object({ plan: Plan, leftOut: z.array(LeftOut) }),
  errors: ['not_found', 'conflict', 'read_incomplete', 'excluded', 'own_account', 'flips_back'],
  permission: 'plans:write',
  audit: 'playbook.drafted',
})

export const readPlaybookSettings = endpoint({
  id: 'readPlaybookSettings',
  method: 'GET',
  path: '/settings/playbooks',
  summary: "The company's time zone, and how long before a contract ends its plan is drafted.",
  reply: PlaybookSettings,
  errors: [],
  permission: 'people:read',
  audit: unaudited('read only'),
})

export const writePlaybookSettings = endpoint({
  id: 'writePlaybookSettings',
  method: 'PUT',
  path: '/settings/playbooks',
  summary: "Choose the company's time zone, and how long before a contract ends its plan is drafted.",
  body: PlaybookSettings,
  reply: PlaybookSettings,
  errors: [],
  permission: 'settings:write',
  audit: 'playbooks.settings_changed',
})

export const suggestAccess = endpoint({
  id: 'suggestAccess',
  method: 'GET',
  path: '/people/:id/suggested-access',
  summary: 'What somebody who begins should have: what access rules give them, and what people of the same manager have.',
  params: z.object({ id: Id }),
  reply: z.object({ items: z.array(AccessSuggestion) }),
  errors: ['not_found'],
  permission: 'people:read',
  audit: unaudited('read only'),
})
