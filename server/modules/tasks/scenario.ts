import type { ProfileScenario, StepAction, StepDefinition } from '@rollcall/contract'
import { profileOf } from '../connections/index.ts'
import { inWords, traits } from '../lifecycle/index.ts'

/** What a person goes by. */
export interface Instructions {
  readonly title: string
  readonly steps: readonly string[]
  readonly watchOut: string | null
  readonly profileId: string | null
}

/** What a step is for, in the words of the app profiles. */
const purposes: Readonly<Partial<Record<StepAction, ProfileScenario['purpose']>>> = {
  deactivate_account: 'deprovision',
  unassign_app: 'deprovision',
  reactivate_account: 'provision',
  create_account: 'provision',
  assign_app: 'provision',
  change_account: 'change_role',
  join_group: 'push_groups',
  leave_group: 'push_groups',
  request_erasure: 'erase',
  renew_token: 'renew_token',
}

/** The steps of the app's profile for what the step is to do, or, where it has none, what can be said of any app. */
export function instructionsFor(step: StepDefinition, connection: Parameters<typeof profileOf>[0]): Instructions {
  const profile = profileOf(connection)
  const scenario = profile?.scenarios.find(({ purpose }) => purpose === purposes[step.action])
  if (profile !== null && scenario !== undefined) return { title: scenario.title, steps: scenario.steps, watchOut: scenario.watchOut, profileId: profile.id }
  return {
    title: `${traits[step.action].verb}: ${step.accountId === null && step.personId === null ? step.connectionName : `${step.accountName} in ${step.connectionName}`}`,
    steps: step.message === null ? byHand(step) : byLetter,
    watchOut: null,
    profileId: profile?.id ?? null,
  }
}

const byLetter: readonly string[] = [
  'Read the e-mail to the vendor below, and change what has to be changed.',
  'Send it from your own mail, and say here that you have.',
  'Keep the answer here as a file.',
]

const byHand = ({ accountName, connectionName, personName, before, after }: StepDefinition): readonly string[] => [
  `Sign in to ${connectionName} as an administrator.`,
  `Find ${accountName}, which belongs to ${personName}.`,
  `Change it: it is ${inWords(before)}, and has to be ${inWords(after)}.`,
  `Take a screenshot of what ${connectionName} shows now, and keep it here.`,
]
