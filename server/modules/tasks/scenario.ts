import { profiles } from '@rollcall/connectors/profiles'
import type { AppProfile, ProfileScenario, StepDefinition } from '@rollcall/contract'

/** What a person goes by. */
export interface Instructions {
  readonly title: string
  readonly steps: readonly string[]
  readonly watchOut: string | null
  readonly profileId: string | null
}

/** What a step is for, in the words of the app profiles. Kinds of steps that are not here are described by their own reason. */
const purposes: Readonly<Record<string, ProfileScenario['purpose']>> = {
  deactivate_account: 'deprovision',
  unassign_app: 'deprovision',
  reactivate_account: 'provision',
  create_account: 'provision',
  assign_app: 'provision',
  change_account: 'change_role',
  change_role: 'change_role',
  change_licence: 'change_role',
  join_group: 'push_groups',
  leave_group: 'push_groups',
  push_groups: 'push_groups',
  request_erasure: 'erase',
  renew_token: 'renew_token',
}

/** What nothing that is read afterwards can show: somebody has to vouch for it. */
const unprovable: ReadonlySet<string> = new Set(['request_erasure', 'vendor_request'])
export const endsBy = (action: string): 'read' | 'attestation' => (unprovable.has(action) ? 'attestation' : 'read')

/** The profile of the app behind a connection: of its connector, or, where it is read from a file or by SCIM, of the name that it was given. */
export const profileOf = (connector: string, name: string): AppProfile | null =>
  profiles.find(({ id }) => id === connector) ?? profiles.find(profile => name.toLowerCase().includes(profile.name.toLowerCase())) ?? null

/** The steps of the app's profile for what the step is to do, or, where it has none, what can be said of any app. */
export function instructionsFor(step: StepDefinition, connector: string): Instructions {
  const profile = profileOf(connector, step.connectionName)
  const scenario = profile?.scenarios.find(({ purpose }) => purpose === purposes[step.action])
  if (profile === null || scenario === undefined)
    return {
      title: `${sentences[step.action] ?? step.reason} in ${step.connectionName}`,
      steps: [
        `Sign in to ${step.connectionName} as an administrator.`,
        `Find ${step.accountName}, the account of ${step.personName}.`,
        wanted(step),
        `Take a screenshot of what ${step.connectionName} shows now, and keep it here.`,
      ],
      watchOut: null,
      profileId: profile?.id ?? null,
    }
  return { title: scenario.title, steps: scenario.steps, watchOut: scenario.watchOut, profileId: profile.id }
}

const sentences: Readonly<Record<string, string>> = {
  deactivate_account: 'Deactivate an account',
  reactivate_account: 'Let an account in again',
  request_erasure: 'Have an account erased',
  vendor_request: 'Ask the vendor for a change',
}

const wanted = ({ before, after, action }: StepDefinition): string =>
  endsBy(action) === 'attestation' ? 'Ask for it, and keep the answer here.' : `Change it: it is ${valuesOf(before)}, and has to be ${valuesOf(after)}.`

const valuesOf = (values: Readonly<Record<string, unknown>>): string =>
  Object.values(values)
    .map(value => (Array.isArray(value) ? value.join(', ') : String(value)))
    .join(', ')
