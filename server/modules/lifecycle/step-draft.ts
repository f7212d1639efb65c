import type { AccountAccess } from '@rollcall/connectors/kit'
import type { Facts, NewAccount, StepAction, VendorMessage } from '@rollcall/contract'
import { traits } from './step.ts'

/** What is to be done, to what. */
type Wanted =
  | { readonly action: 'deactivate_account' | 'reactivate_account'; readonly accountId: string }
  /** `what` is `open opportunities`, `owner` who gets them, by name; where the app can be asked, `receiverId` is their account there. */
  | { readonly action: 'hand_over'; readonly accountId: string; readonly what: string; readonly owner: string; readonly receiverId?: string }
  | { readonly action: 'request_erasure'; readonly accountId: string; readonly message?: VendorMessage }
  | { readonly action: 'change_account'; readonly accountId: string; readonly access: AccountAccess }
  | {
      readonly action: 'create_account'
      readonly connectionId: string
      readonly personId: string
      readonly account: NewAccount
      readonly access?: AccountAccess
    }
  | { readonly action: 'end_sessions'; readonly accountId: string }
  | { readonly action: 'end_sessions'; readonly identityId: string }
  | { readonly action: 'deactivate_identity' | 'reactivate_identity'; readonly identityId: string }
  | { readonly action: 'assign_app' | 'unassign_app'; readonly identityId: string; readonly appExternalId: string; readonly access?: AccountAccess }
  | { readonly action: 'join_group' | 'leave_group'; readonly identityId: string; readonly group: string }
  /** One side of a renewal: the app makes a token, the identity source is given it. */
  | { readonly action: 'renew_token'; readonly connectionId: string; readonly what: string }
  | { readonly action: 'vendor_request'; readonly connectionId: string; readonly personId: string | null; readonly message: VendorMessage }

/** One step as its source asks for it; the route, what it rests on and how it is undone are found out when it is drafted. */
export type StepDraft = Wanted & {
  /** One sentence: why. */
  readonly reason: string
  readonly findingId?: string | null
  /** Places in the list of drafts that must have ended well first. When no draft names any, the order of a lifecycle is used. */
  readonly dependsOn?: readonly number[]
}

/** What is to hold after it. */
export function wantedFacts(draft: StepDraft): Facts {
  switch (draft.action) {
    case 'deactivate_account':
    case 'deactivate_identity':
      return { status: 'inactive' }
    case 'reactivate_account':
    case 'reactivate_identity':
      return { status: 'active' }
    case 'create_account':
      return { exists: true, status: 'active', ...factsOf(draft.access) }
    case 'change_account':
      return factsOf(draft.access)
    case 'assign_app':
      return { assigned: true, ...factsOf(draft.access) }
    case 'unassign_app':
      return { assigned: false }
    case 'join_group':
      return { member: true }
    case 'leave_group':
      return { member: false }
    case 'end_sessions':
      return { sessions: 'ended' }
    case 'hand_over':
      return { owner: draft.owner, ...(draft.receiverId === undefined ? {} : { owned: 0 }) }
    case 'request_erasure':
    case 'renew_token':
    case 'vendor_request':
      return { requested: true }
  }
}

const factsOf = ({ role, licence, groups }: AccountAccess = {}): Facts => ({
  ...(role === undefined ? {} : { role }),
  ...(licence === undefined ? {} : { licence }),
  ...(groups === undefined ? {} : { groups: [...groups] }),
})

interface Placed {
  readonly action: StepAction
  readonly personId: string | null
  readonly personName: string
  readonly connectionId: string
}

const disabling: ReadonlySet<StepAction> = new Set(['deactivate_identity', 'deactivate_account', 'unassign_app', 'create_account', 'reactivate_account'])
const afterDisabling: ReadonlySet<StepAction> = new Set(['change_account', 'hand_over', 'request_erasure'])

/**
 * The order of a lifecycle: sessions end, access goes, then roles and licences, then what is owned, then what is kept. It is the order in
 * which steps are taken; only what makes no sense unless an account was closed (or made) first depends on that, because a session that could
 * not be ended is no reason to leave an account open.
 */
export function inOrder<Step extends Placed>(steps: readonly Step[]): (Step & { dependsOn: number[] })[] {
  const sorted = steps.toSorted((a, b) => compareText(a.personName, b.personName) || traits[a.action].rank - traits[b.action].rank)
  return sorted.map((step, order) => ({
    ...step,
    dependsOn: afterDisabling.has(step.action)
      ? sorted.flatMap((other, place) => (place < order && isFor(step, other) && needs(step.action, other.action) ? [place] : []))
      : [],
  }))
}

const isFor = (a: Placed, b: Placed): boolean => a.connectionId === b.connectionId && a.personId === b.personId && a.personName === b.personName

const needs = (action: StepAction, other: StepAction): boolean => disabling.has(other) || (action === 'request_erasure' && other === 'hand_over')

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
