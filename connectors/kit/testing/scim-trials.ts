import type { AccountAccess, AccountDraft, Connector } from '../connector.ts'
import type { StandIn } from './stand-in.ts'
import { switching } from './test-changes.ts'
import type { Trials } from './test-changes.ts'

/** Somebody who is not there yet. */
export const newcomer: AccountDraft = {
  userName: 'new.person@acme.test',
  email: 'new.person@acme.test',
  displayName: 'New Person',
  givenName: 'New',
  familyName: 'Person',
  externalKey: '00unew',
  department: null,
  title: null,
  managerEmail: null,
}

/** The changes that every connector with SCIM offers, tried on an account that is active and in `groups`, and on one that is not active. */
export const scimTrials = <S extends StandIn>(
  connector: Connector,
  of: { active: string; inactive: string; versioned?: boolean; access: AccountAccess; accessPath: string; before: object; after: object },
): Trials<S> => {
  const { writes } = connector
  const user = (id: string) => ({ method: 'PATCH' as const, path: `/Users/${id}$` })
  const versioned = of.versioned === true
  const change = (externalId: string) => ({ externalId, version: null })
  return {
    deactivateAccount: switching(connector, 'deactivateAccount', { id: of.active, versioned, request: user(of.active) }),
    reactivateAccount: switching(connector, 'reactivateAccount', { id: of.inactive, versioned, request: user(of.inactive) }),
    createAccount: {
      run: async api => writes.createAccount?.(api, newcomer),
      look: async api => (await writes.findAccount?.(api, newcomer.userName)) ?? null,
      before: null,
      after: { email: newcomer.email, displayName: 'New Person', status: 'active', externalKey: '00unew' },
      request: { method: 'POST', path: '/Users$' },
    },
    changeAccount: {
      run: async api => writes.changeAccount?.(api, change(of.active), of.access),
      look: async api => writes.readAccount?.(api, of.active),
      before: of.before,
      after: of.after,
      ofNobody: async api => writes.changeAccount?.(api, change(of.active), { groups: ['Nowhere'] }),
      request: { method: 'PATCH', path: of.accessPath },
    },
  }
}
