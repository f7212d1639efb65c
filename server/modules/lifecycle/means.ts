import type { AccountRow, IdentityRow, VendorApi, Writes } from '@rollcall/connectors/kit'
import type { Facts, NewAccount, StepAction, StepDefinition } from '@rollcall/contract'
import { accessOf } from './step.ts'

/** What an action is about, in the vendor's own ids. */
export interface Concern {
  readonly action: StepAction
  readonly on: 'account' | 'identity'
  /** Of the account or identity; empty for one that is still to be made. */
  readonly externalId: string
  readonly app: string
  readonly group: string
  readonly after: Facts
  readonly newAccount: NewAccount | null
  /** Who gets what is handed over. */
  readonly receiver: StepDefinition['receiver']
}

/** What one look showed. */
export interface Seen {
  readonly facts: Facts
  /** Of the record that was read; null where there is none, or none was read. */
  readonly version: string | null
  /** The account or the identity as it was read; null says that there is none, undefined that another thing was looked at. */
  readonly login: AccountRow | IdentityRow | null | undefined
  /** What an identity source's own provisioning says went wrong. */
  readonly trouble: string | null
}

/** How an action is carried out, and how one looks whether it is done. What is missing cannot be done. */
export interface Means {
  readonly look: ((api: VendorApi) => Promise<Seen>) | undefined
  readonly change: ((api: VendorApi, version: string | null) => Promise<unknown>) | undefined
}

const none: Means = { look: undefined, change: undefined }

/** The one table of what each action asks of a connector: it is chosen by, carried out by and verified by the same functions. */
export function meansOf(writes: Writes, of: Concern): Means {
  const { externalId, app, group } = of
  const account = writes.readAccount && lookAt(writes.readAccount, externalId)
  const identity = writes.readIdentity && lookAt(writes.readIdentity, externalId)
  const assignment = { identityExternalId: externalId, appExternalId: app }
  const membership = { identityExternalId: externalId, groupName: group }
  const { readAssignment, readMembership, findAccount, createAccount, changeAccount, assignApp, unassignApp, joinGroup, leaveGroup } = writes
  const assigned = readAssignment && (async (api: VendorApi) => seenAssignment(await readAssignment(api, assignment)))
  const member =
    readMembership &&
    (async (api: VendorApi): Promise<Seen> => ({ facts: { member: await readMembership(api, membership) }, version: null, login: undefined, trouble: null }))
  const { newAccount } = of
  switch (of.action) {
    case 'deactivate_account':
      return { look: account, change: changing(writes.deactivateAccount, externalId) }
    case 'reactivate_account':
      return { look: account, change: changing(writes.reactivateAccount, externalId) }
    case 'change_account':
      return { look: account, change: changeAccount && ((api, version) => changeAccount(api, { externalId, version }, accessOf(of.after))) }
    case 'create_account':
      if (newAccount === null) return none
      return {
        look: findAccount && (async api => seenLogin(await findAccount(api, newAccount.userName))),
        change: createAccount && (api => createAccount(api, { ...newAccount, ...accessOf(of.after) })),
      }
    case 'deactivate_identity':
      return { look: identity, change: changing(writes.deactivateIdentity, externalId) }
    case 'reactivate_identity':
      return { look: identity, change: changing(writes.reactivateIdentity, externalId) }
    case 'end_sessions':
      return of.on === 'identity'
        ? { look: identity, change: writes.endSessions && (api => writes.endSessions?.(api, externalId) ?? Promise.resolve()) }
        : { look: account, change: writes.endAccountSessions && (api => writes.endAccountSessions?.(api, externalId) ?? Promise.resolve()) }
    case 'assign_app':
      return { look: assigned, change: assignApp && (api => assignApp(api, assignment, accessOf(of.after))) }
    case 'unassign_app':
      return { look: assigned, change: unassignApp && (api => unassignApp(api, assignment)) }
    case 'join_group':
      return { look: member, change: joinGroup && (api => joinGroup(api, membership)) }
    case 'leave_group':
      return { look: member, change: leaveGroup && (api => leaveGroup(api, membership)) }
    case 'hand_over':
      return of.receiver === null ? none : handingOver(writes, externalId, of.receiver.externalId, of.after)
    case 'request_erasure':
    case 'renew_token':
    case 'vendor_request':
      return none
  }
}

/** Both are counted, so that what went to somebody else, or nowhere, is not taken for handed over. */
function handingOver({ countOwned, handOver }: Writes, from: string, to: string, { owner = '' }: Facts): Means {
  return {
    look:
      countOwned &&
      (async (api): Promise<Seen> => {
        const owned = await countOwned(api, from)
        const facts = { owned, received: await countOwned(api, to), ...(owned === 0 ? { owner } : {}) }
        return { facts, version: null, login: undefined, trouble: null }
      }),
    change: handOver && (api => handOver(api, { fromExternalId: from, toExternalId: to })),
  }
}

const lookAt =
  (read: (api: VendorApi, externalId: string) => Promise<AccountRow | IdentityRow | null>, externalId: string) =>
  async (api: VendorApi): Promise<Seen> =>
    seenLogin(await read(api, externalId))

const changing = (change: Writes['deactivateAccount'], externalId: string) =>
  change && ((api: VendorApi, version: string | null) => change(api, { externalId, version }))

export const seenLogin = (login: AccountRow | IdentityRow | null): Seen => ({
  facts: login === null ? { exists: false } : factsOf(login),
  version: login?.version ?? null,
  login,
  trouble: null,
})

const factsOf = (login: AccountRow | IdentityRow): Facts => ({
  exists: true,
  status: login.status,
  groups: login.groups,
  ...('role' in login ? { role: login.role, licence: login.licence } : {}),
})

const seenAssignment = (row: Awaited<ReturnType<NonNullable<Writes['readAssignment']>>>): Seen => ({
  facts: { assigned: row !== null },
  version: null,
  login: undefined,
  trouble: row?.error ?? null,
})
