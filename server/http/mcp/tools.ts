import {
  draftPlan,
  draftUndo,
  type Endpoint,
  listApps,
  listConnections,
  listEngagements,
  listEvidence,
  listFindings,
  listPeople,
  listPlans,
  readEngagement,
  readPerson,
  readPlan,
  readTranscript,
} from '@rollcall/contract'

/** What a model may ask of Rollcall: an endpoint, under a name and with a sentence that are written for a model. */
export interface Tool {
  readonly name: string
  readonly endpoint: Endpoint
  readonly description: string
}

const reading: readonly Tool[] = [
  {
    name: 'list_people',
    endpoint: listPeople,
    description:
      'People with one mark per connection: present, inactive, missing, should not be there, unknown. Search by name, e-mail or department; `mark` narrows to what is out of step.',
  },
  { name: 'read_person', endpoint: readPerson, description: 'One person with every identity and every account they hold, and why each is theirs.' },
  {
    name: 'list_findings',
    endpoint: listFindings,
    description:
      'What is out of step, by `kind`: accounts active or used after the deactivation, without a person, unused, without a role or second factor, assignments that do not match, sources that could not be read, and more. Each with its evidence, since when, what it costs in a month, who sees to it, what a plan can `repair`, and why nothing may be done about it now if so.',
  },
  {
    name: 'list_apps',
    endpoint: listApps,
    description: 'How users are managed in each app: user API, SCIM, first sign-in, steps and what to watch out for, each statement with its source.',
  },
  { name: 'list_connections', endpoint: listConnections, description: 'The identity providers, apps and CRMs that are connected, and how each stands.' },
  { name: 'list_plans', endpoint: listPlans, description: 'Plans, newest first, with how many of their steps were verified.' },
  { name: 'read_plan', endpoint: readPlan, description: 'A plan with every step, its guards and approvals, and how far it is.' },
  { name: 'list_evidence', endpoint: listEvidence, description: 'What was sent, answered and read again for one step of a plan.' },
  {
    name: 'list_calls',
    endpoint: listEngagements,
    description: 'Conversations with customers, searched by what was said in them, filtered and sorted.',
  },
  { name: 'read_call', endpoint: readEngagement, description: 'One conversation with its brief, moments, metrics, participants, account and deliveries.' },
  { name: 'read_transcript', endpoint: readTranscript, description: 'Everything that was said in one conversation, by whom and when.' },
]

const drafting: readonly Tool[] = [
  {
    name: 'draft_plan',
    endpoint: draftPlan,
    description: 'Drafts a plan that repairs findings. It changes nothing: a person approves it in the console, by its hash, and nobody else can.',
  },
  {
    name: 'draft_undo',
    endpoint: draftUndo,
    description: 'Drafts the plan that undoes another. It changes nothing until a person approves it in the console.',
  },
]

/** Everything there is. No tool approves, applies or writes anything but a draft. */
export const tools: readonly Tool[] = [...reading, ...drafting]

export const onlyReads = (tool: Tool): boolean => reading.includes(tool)
