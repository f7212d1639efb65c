import type { AccountAccess } from '@rollcall/connectors/kit'
import type { Facts, StepAction, StepDefinition } from '@rollcall/contract'

interface Traits {
  /** What it concerns, whose present state is looked at. */
  readonly on: 'login' | 'assignment' | 'membership' | 'app'
  /** It may take access away: never from an incomplete read. */
  readonly takes: boolean
  /** Some read can show that it was done. */
  readonly provable: boolean
  /** What has a smaller rank comes first among the steps for one person. */
  readonly rank: number
  /** What takes it back. */
  readonly reverse: StepAction | null
  /** `Deactivate the account`. */
  readonly verb: string
}

/** Ends sessions, disables, removes licence and roles, hands over, erases; what is given is given before it is refined. */
export const traits: Record<StepAction, Traits> = {
  end_sessions: { on: 'login', takes: true, provable: false, rank: 0, reverse: null, verb: 'End the sessions' },
  renew_token: { on: 'app', takes: false, provable: false, rank: 0, reverse: null, verb: 'Renew the token' },
  deactivate_identity: { on: 'login', takes: true, provable: true, rank: 1, reverse: 'reactivate_identity', verb: 'Deactivate the identity' },
  reactivate_identity: { on: 'login', takes: false, provable: true, rank: 1, reverse: 'deactivate_identity', verb: 'Reactivate the identity' },
  unassign_app: { on: 'assignment', takes: true, provable: true, rank: 2, reverse: 'assign_app', verb: 'Take the app' },
  assign_app: { on: 'assignment', takes: false, provable: true, rank: 2, reverse: 'unassign_app', verb: 'Give the app' },
  deactivate_account: { on: 'login', takes: true, provable: true, rank: 2, reverse: 'reactivate_account', verb: 'Deactivate' },
  reactivate_account: { on: 'login', takes: false, provable: true, rank: 2, reverse: 'deactivate_account', verb: 'Reactivate' },
  create_account: { on: 'app', takes: false, provable: true, rank: 2, reverse: 'deactivate_account', verb: 'Create' },
  vendor_request: { on: 'app', takes: false, provable: false, rank: 2, reverse: null, verb: 'Ask the vendor' },
  leave_group: { on: 'membership', takes: true, provable: true, rank: 3, reverse: 'join_group', verb: 'Remove from the group' },
  join_group: { on: 'membership', takes: false, provable: true, rank: 3, reverse: 'leave_group', verb: 'Add to the group' },
  change_account: { on: 'login', takes: true, provable: true, rank: 4, reverse: 'change_account', verb: 'Change' },
  hand_over: { on: 'login', takes: true, provable: false, rank: 5, reverse: null, verb: 'Hand over what is owned in' },
  request_erasure: { on: 'login', takes: true, provable: false, rank: 6, reverse: null, verb: 'Ask for erasure in' },
}

/** Some read can show this step: what its action says, and a hand-over where the app counts what each of the two owns. */
export const isProvable = ({ action, receiver, route }: Pick<StepDefinition, 'action' | 'receiver' | 'route'>): boolean =>
  traits[action].provable || (receiver !== null && route !== 'manual')

export type Subject = Pick<StepDefinition, 'action' | 'accountId' | 'identityId' | 'app' | 'group' | 'connectionId' | 'accountName'>

/** What a step changes, in one text: steps with the same subject are about the same thing. */
export function subjectOf({ action, accountId, identityId, app, group, connectionId, accountName }: Subject): string {
  if (action === 'create_account') return `new:${connectionId}:${accountName.toLowerCase()}`
  switch (traits[action].on) {
    case 'assignment':
      return `assignment:${identityId}:${app?.externalId}`
    case 'membership':
      return `membership:${identityId}:${group}`
    case 'login':
      return accountId === null ? `identity:${identityId}` : `account:${accountId}`
    case 'app':
      return `connection:${connectionId}`
  }
}

/** Where a step is carried out: at the identity source for the route `idp`. Steps of one place run one after the other. */
export const placeOf = ({ via, connectionId }: Pick<StepDefinition, 'via' | 'connectionId'>): string => via?.connectionId ?? connectionId

export const accessOf = ({ role, licence, groups }: Facts): AccountAccess => ({
  ...(role === undefined ? {} : { role }),
  ...(licence === undefined ? {} : { licence }),
  ...(groups === undefined ? {} : { groups }),
})

const sameSet = (a: readonly string[], b: readonly string[]): boolean => a.length === new Set([...a, ...b]).size && new Set(a).size === new Set(b).size

const sameFact = (a: unknown, b: unknown): boolean => (Array.isArray(a) && Array.isArray(b) ? sameSet(a, b) : a === b)

/** Whether every fact that is wanted is among those that are known, and says the same. `unshown`: what is known says nothing of some. */
export function compareFacts(wanted: Facts, known: Facts): 'same' | 'different' | 'unshown' {
  const pairs = factsIn(wanted).map(field => [wanted[field], known[field]] as const)
  if (pairs.some(([want, has]) => has !== undefined && !sameFact(want, has))) return 'different'
  return pairs.every(([, has]) => has !== undefined) ? 'same' : 'unshown'
}

export const factsIn = (facts: Facts): (keyof Facts)[] =>
  (['exists', 'status', 'role', 'licence', 'groups', 'assigned', 'member', 'sessions', 'owner', 'owned', 'received', 'requested'] as const).filter(
    field => facts[field] !== undefined,
  )

/** Facts as a person reads them: `active, role Admin`. */
export const inWords = (facts: Facts): string =>
  factsIn(facts)
    .map(field => words[field](facts))
    .join(', ')

const words: { readonly [F in keyof Facts]-?: (facts: Facts) => string } = {
  exists: ({ exists }) => (exists === true ? 'there' : 'not there'),
  status: ({ status }) => status ?? '',
  role: ({ role }) => (role == null ? 'without a role' : `role ${role}`),
  licence: ({ licence }) => (licence == null ? 'without a licence' : `licence ${licence}`),
  groups: ({ groups = [] }) => (groups.length === 0 ? 'in no group' : `in ${groups.join(' and ')}`),
  assigned: ({ assigned }) => (assigned === true ? 'assigned' : 'not assigned'),
  member: ({ member }) => (member === true ? 'a member' : 'not a member'),
  sessions: ({ sessions }) => (sessions === 'ended' ? 'sessions ended' : 'perhaps signed in'),
  owner: ({ owner }) => `owned by ${owner}`,
  owned: ({ owned }) => `owner of ${owned} open ${owned === 1 ? 'record' : 'records'}`,
  received: ({ received }) => `${received} with the receiver`,
  requested: ({ requested }) => (requested === true ? 'asked for' : 'not asked for'),
}
