import {
  draftPlan,
  draftUndo,
  type Endpoint,
  listApps,
  listConnections,
  listEngagements,
  listEvidence,
  listFindings,
  listMatchQuestions,
  listPeople,
  listPlans,
  listTasks,
  readEngagement,
  readFinding,
  readPerson,
  readPlan,
  readPlanCertificate,
  readTask,
  readTranscript,
  summarizeFindings,
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
    name: 'read_finding',
    endpoint: readFinding,
    description: 'One finding with everything it rests on: which source said what, when it was read, and what is not known.',
  },
  {
    name: 'summarize_findings',
    endpoint: summarizeFindings,
    description:
      'How many findings of each kind are open, how old they are, and what unused licences cost in a month. The place to begin a question about the whole company.',
  },
  {
    name: 'list_matching_questions',
    endpoint: listMatchQuestions,
    description:
      'Whose login is whose, where Rollcall does not decide: `of` disputes (two people could own it) or suggestions (two people look like one). A person decides in the console.',
  },
  {
    name: 'list_apps',
    endpoint: listApps,
    description: 'How users are managed in each app: user API, SCIM, first sign-in, steps and what to watch out for, each statement with its source.',
  },
  { name: 'list_connections', endpoint: listConnections, description: 'The identity providers, apps and CRMs that are connected, and how each stands.' },
  { name: 'list_plans', endpoint: listPlans, description: 'Plans, newest first, with how many of their steps were verified.' },
  { name: 'read_plan', endpoint: readPlan, description: 'A plan with every step, its guards and approvals, and how far it is.' },
  {
    name: 'read_certificate',
    endpoint: readPlanCertificate,
    description: 'The certificate of a plan: from the deactivation at the identity provider to the last app verified, in minutes, or why no time is certified.',
  },
  { name: 'list_tasks', endpoint: listTasks, description: 'What people have to do by hand because no interface reaches it, with owner, due date and state.' },
  {
    name: 'read_task',
    endpoint: readTask,
    description: 'One task with its checklist, what to watch out for, comments and files. The next read of the app ends it, not a click.',
  },
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
