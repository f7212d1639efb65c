import type { Facts } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import type { LoginStanding, SourceStanding, Standing } from './finding.ts'
import {
  findGivings,
  findIdentityStandings,
  findNewcomers,
  findSources,
  findStandings,
  type Giving,
  type IdentityStanding,
  type Newcomer,
} from './standing.queries.ts'
import type { StepDraft } from './step-draft.ts'

/** What a draft concerns, as it stands now. */
export interface Target {
  readonly draft: StepDraft
  readonly action: StepDraft['action']
  readonly personId: string | null
  readonly personName: string
  readonly accountId: string | null
  readonly identityId: string | null
  readonly accountName: string
  /** Where it is, or is to be. */
  readonly connectionId: string
  /** Of the account or the identity; null for what concerns none. */
  readonly standing: LoginStanding | null
  readonly account: Standing | null
  /** Of a step that concerns an app and no login in it. */
  readonly source: SourceStanding | null
  readonly newcomer: Newcomer | null
  /** The assignment that a step changes. */
  readonly giving: Giving | null
  /** The identity source through which the account could be reached. */
  readonly ways: Giving | null
  /** The account that gets what is handed over. */
  readonly receiver: Standing | null
  readonly present: Facts
}

/** Looks up what each draft concerns; refuses the whole when something is not there any more. */
export async function findTargets({ db }: Context, drafts: readonly StepDraft[]): Promise<Target[]> {
  const accounts = new Map(
    (
      await findStandings(
        db,
        drafts.flatMap(draft => [...('accountId' in draft ? [draft.accountId] : []), ...('receiverId' in draft ? [draft.receiverId] : [])]),
      )
    ).map(standing => [standing.accountId, standing]),
  )
  const identities = new Map(
    (
      await findIdentityStandings(
        db,
        drafts.flatMap(draft => ('identityId' in draft ? [draft.identityId] : [])),
      )
    ).map(standing => [standing.identityId, standing]),
  )
  const personIds = [
    ...drafts.flatMap(draft => ('personId' in draft && draft.personId !== null ? [draft.personId] : [])),
    ...[...accounts.values(), ...identities.values()].flatMap(({ personId }) => personId ?? []),
  ]
  const persons = await findNewcomers(db, personIds)
  const givings = await findGivings(db, personIds)
  const places = drafts.flatMap(draft => ('connectionId' in draft ? [draft.connectionId] : []))
  const sources = await findSources(db, places, 'accounts')
  const lists = await findSources(
    db,
    [...identities.values()].map(({ connectionId }) => connectionId),
    'assignments',
  )
  const find = <T>(found: T | undefined): T => {
    if (found === undefined) throw new Refused('not_found', 'Something of this plan is not there any more. Choose again from the list.')
    return found
  }
  const nameOf = (standing: LoginStanding): string => persons.get(standing.personId ?? '')?.personName ?? standing.displayName
  const nothing = { accountId: null, identityId: null, account: null, source: null, newcomer: null, giving: null, ways: null, receiver: null }

  return drafts.map((draft): Target => {
    if ('accountId' in draft) {
      const standing = find(accounts.get(draft.accountId))
      const { accountId, personId, connectionId, userName } = standing
      return {
        ...nothing,
        draft,
        action: draft.action,
        personId,
        personName: nameOf(standing),
        accountId,
        accountName: userName,
        connectionId,
        standing,
        account: standing,
        ways: givingOf(givings, personId, connectionId),
        receiver: 'receiverId' in draft ? find(accounts.get(draft.receiverId)) : null,
        present: { exists: standing.status !== 'deleted', ...loginFacts(standing), sessions: 'open' },
      }
    }
    if ('identityId' in draft)
      return {
        ...nothing,
        ...ofIdentity(draft, find(identities.get(draft.identityId)), givings, lists, find),
        personName: nameOf(find(identities.get(draft.identityId))),
      }
    const newcomer = draft.action === 'renew_token' || draft.personId === null ? null : find(persons.get(draft.personId))
    const source = find(sources.get(draft.connectionId))
    return {
      ...nothing,
      draft,
      action: draft.action,
      personId: newcomer?.personId ?? null,
      personName: newcomer?.personName ?? source.source,
      accountName:
        draft.action === 'create_account' ? draft.account.userName : draft.action === 'renew_token' ? draft.what : (newcomer?.personName ?? source.source),
      connectionId: draft.connectionId,
      standing: null,
      source,
      newcomer,
      ways: givingOf(givings, newcomer?.personId ?? null, draft.connectionId),
      present: draft.action === 'create_account' ? { exists: false } : { requested: false },
    }
  })
}

/** An assignment to the person comes before one that could be made. */
const givingOf = (givings: readonly Giving[], personId: string | null, connectionId: string): Giving | null => {
  const some = givings.filter(giving => giving.personId === personId && giving.appConnectionId === connectionId)
  return some.find(({ assigned }) => assigned) ?? some[0] ?? null
}

const loginFacts = ({ status, role, licence, groups }: LoginStanding): Facts => ({ status, role, licence, groups: [...groups] })

function ofIdentity(
  draft: Extract<StepDraft, { identityId: string }>,
  standing: IdentityStanding,
  givings: readonly Giving[],
  lists: ReadonlyMap<string, SourceStanding>,
  find: <T>(found: T | undefined) => T,
) {
  const common = {
    draft,
    action: draft.action,
    personId: standing.personId,
    identityId: standing.identityId,
    accountName: standing.userName,
    connectionId: standing.connectionId,
  }
  if (draft.action === 'assign_app' || draft.action === 'unassign_app') {
    const giving = find(givings.find(({ identityId, via }) => identityId === standing.identityId && via.appExternalId === draft.appExternalId))
    const list = lists.get(standing.connectionId)
    return { ...common, standing: { ...standing, gives: list === undefined ? [] : [list] }, giving, present: { assigned: giving.assigned } }
  }
  if (draft.action === 'join_group' || draft.action === 'leave_group')
    return { ...common, standing, present: { member: standing.groups.includes(draft.group) } }
  return { ...common, standing, present: { exists: standing.status !== 'deleted', ...loginFacts(standing), sessions: 'open' as const } }
}
