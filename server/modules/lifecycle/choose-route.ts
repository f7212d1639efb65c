import type { Writes } from '@rollcall/connectors/kit'
import type { AppProfile, Route, StepDefinition, Via } from '@rollcall/contract'
import { type Concern, meansOf } from './means.ts'
import { traits } from './step.ts'

/** One place where a change could be made. */
export interface Reach {
  readonly name: string
  readonly writes: Writes
  /** By action: why this connection's credentials may not, as far as was seen. */
  readonly writeRefusals: Readonly<Record<string, string>>
}

/** Every way to what a step concerns. */
export interface Ways {
  /** `browser` for a connection that signs in to the admin console. */
  readonly app: Reach & { readonly route: 'scim' | 'api' | 'browser' }
  /** The identity source that gives the person this app, and the assignment there. */
  readonly idp: (Reach & { readonly via: Via; readonly throughGroup: boolean }) | null
  readonly profile: AppProfile | null
}

type Chosen = Pick<StepDefinition, 'route' | 'routeReason' | 'passedOver' | 'undo' | 'via'>

const order: readonly Route[] = ['scim', 'api', 'idp', 'browser', 'manual']

/**
 * The first way, in the order of preference, that can be carried out and verified, with the reason, and why each way before it was passed
 * over. A person can always do it; the next whole read proves it.
 */
export function chooseRoute(ways: Ways, concern: Concern): Chosen {
  const own = ownRoute(ways, concern)
  const obstacles: Record<Exclude<Route, 'manual'>, string | null> = {
    scim: own === 'scim' ? obstacleTo(ways.app, concern) : notSo(ways, own),
    api: own === 'api' ? obstacleTo(ways.app, concern) : notSo(ways, own),
    idp: own === 'idp' ? obstacleTo(ways.app, concern) : throughIdp(ways, concern),
    browser: own === 'browser' ? obstacleTo(ways.app, concern) : 'Rollcall does not sign in to this admin console.',
  }
  const route = order.find(each => each === 'manual' || obstacles[each] === null) ?? 'manual'
  return {
    route,
    routeReason: reasonFor(route, ways, concern),
    passedOver: order.slice(0, order.indexOf(route)).map(each => ({ route: each, why: each === 'manual' ? '' : (obstacles[each] ?? '') })),
    undo: undoOf(route, ways, concern),
    via: route === 'idp' && own !== 'idp' ? (ways.idp?.via ?? null) : null,
  }
}

/** Who has an app or is in a group is the identity source's own affair; logins are reached as their connector says. */
const ownRoute = ({ app }: Ways, { action }: Concern): Exclude<Route, 'manual'> =>
  traits[action].on === 'assignment' || traits[action].on === 'membership' ? 'idp' : app.route

const notSo = ({ app }: Ways, own: Exclude<Route, 'manual'>): string => `${app.name} ${ownWords[own]}.`
const ownWords = {
  scim: 'is connected by its SCIM server',
  api: 'is connected by its own API',
  browser: 'is connected by a sign-in to its admin console',
  idp: 'is the identity source itself',
} as const

/** Why a place cannot do it and show it, or null. What no read can show needs only to be done. */
function obstacleTo({ name, writes, writeRefusals }: Reach, concern: Concern, asked = concern.action): string | null {
  const { look, change } = meansOf(writes, concern)
  const provable = isShown(concern)
  if (change === undefined) return cannot(name, concern)
  if (look === undefined && provable) return `${name} cannot be asked for a single ${nounOf(concern)}, so the change could not be verified.`
  const refusal = writeRefusals[asked]
  return refusal === undefined ? null : `The credentials of ${name} may not do this: ${refusal}`
}

/** A hand-over to an account that the app knows is counted before and after. */
const isShown = ({ action, receiver }: Concern): boolean => traits[action].provable || receiver !== null

const nounOf = ({ action, on }: Concern): string => ({ login: on, assignment: 'assignment', membership: 'membership', app: 'account' })[traits[action].on]

const cannot = (name: string, { action, on }: Concern): string => {
  switch (action) {
    case 'create_account':
      return `Rollcall cannot create accounts in ${name}.`
    case 'change_account':
      return `Rollcall cannot change roles, licences and groups in ${name}.`
    case 'end_sessions':
      return `Rollcall cannot end sessions in ${name}.`
    case 'hand_over':
      return `Rollcall cannot hand over what somebody owns in ${name}.`
    case 'request_erasure':
    case 'vendor_request':
    case 'renew_token':
      return `Only a person can ask ${name} for this.`
    default:
      return `Rollcall cannot change ${on === 'identity' ? 'people' : 'accounts'} of ${name}.`
  }
}

/** What an identity source does to an app's account by giving the app or taking it. */
const throughAssignment: Partial<Record<Concern['action'], 'assign_app' | 'unassign_app'>> = {
  deactivate_account: 'unassign_app',
  reactivate_account: 'assign_app',
  create_account: 'assign_app',
}

/** The same concern, as the identity source that gives the app sees it; null for what an assignment does not do. */
export function atIdentitySource(concern: Concern, { identityExternalId, appExternalId }: Via): Concern | null {
  const action = throughAssignment[concern.action]
  return action === undefined ? null : { ...concern, action, externalId: identityExternalId, app: appExternalId }
}

function throughIdp({ app, idp, profile }: Ways, concern: Concern): string | null {
  if (concern.on === 'identity') return `${app.name} is the identity source.`
  if (idp === null) return 'No identity source is connected that may change who has the app.'
  const there = atIdentitySource(concern, idp.via)
  if (there === null) return `Giving or taking the app in ${idp.name} does not change this.`
  // An app may be given by an identity source that only signs people in: the account would stay as it is.
  if (profile !== null && !profile.routes.some(({ route }) => route === 'idp'))
    return `${profile.name} does not follow what ${idp.name} assigns: ${profile.summary}`
  // Who has the app through a group keeps it for as long as they are in the group.
  if (there.action === 'unassign_app' && idp.throughGroup) return `${idp.name} gives ${app.name} through a group, so it cannot be taken from one person.`
  return obstacleTo(idp, there, concern.action)
}

function reasonFor(route: Route, { app, idp, profile }: Ways, concern: Concern): string {
  const { action } = concern
  const { provable, on } = traits[action]
  switch (route) {
    case 'manual': {
      const known = profile?.routes.find(each => each.route === 'manual')?.when
      const proof = provable ? 'the next whole read verifies it.' : 'they say so when it is done, because no read can show it.'
      return `Somebody does it in the admin console of ${app.name}; ${proof}${known === undefined ? '' : ` ${known}`}`
    }
    case 'idp':
      return on === 'assignment' || on === 'membership'
        ? `${app.name} makes the change and shows it again, so it can be verified.`
        : `${idp?.name} gives ${app.name} to people and takes it; it is verified there, and by the next read of ${app.name}.`
    case 'browser':
      return `Rollcall works the admin console of ${app.name} and looks again, with pictures.`
    default:
      if (action === 'hand_over' && isShown(concern)) return `${app.name} moves the records and counts what both own, so it can be verified.`
      return provable
        ? `${app.name} makes the change and shows the ${on === 'login' || on === 'app' ? 'account' : on} again, so it can be verified.`
        : `${app.name} makes the change; no read can show it, so that its answer is all there is.`
  }
}

function undoOf(route: Route, ways: Ways, concern: Concern): StepDefinition['undo'] {
  const { reverse } = traits[concern.action]
  if (reverse === null) return { possible: false, how: 'It cannot be taken back.' }
  if (route === 'manual') return { possible: false, how: 'By hand, in the same place.' }
  const back = { ...concern, action: reverse }
  const { via } = ways.idp ?? {}
  const possible =
    route === 'idp' && via !== undefined && concern.action in throughAssignment
      ? meansOf(ways.idp?.writes ?? {}, atIdentitySource(back, via) ?? back).change !== undefined
      : meansOf(ways.app.writes, back).change !== undefined
  return possible
    ? { possible, how: undoWords[reverse] ?? 'A plan that takes it back.' }
    : { possible, how: `Rollcall cannot reverse it; an administrator of ${ways.app.name} can.` }
}

const undoWords: Partial<Record<Concern['action'], string>> = {
  reactivate_account: 'A plan that reactivates the account.',
  deactivate_account: 'A plan that deactivates the account.',
  change_account: 'A plan that gives back what it had before.',
  reactivate_identity: 'A plan that reactivates the identity.',
  deactivate_identity: 'A plan that deactivates the identity.',
}
