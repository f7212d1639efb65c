import type { AccessFlow, AccountEntry, AppStanding, Connection, ReachableBy } from '@rollcall/contract'
import { ago, day, id } from './ids.ts'
import { people } from './people.ts'

const okta = { connectionId: id('connection', 1), name: 'Okta' }

export const accounts: AccountEntry[] = people.map((person, index) => ({
  id: id('account', index * 10 + 1),
  userName: person.email ?? '',
  displayName: person.displayName,
  status: person.status,
  role: index % 7 === 3 ? null : 'Account executive',
  licence: index % 3 === 0 ? 'Enterprise' : 'Platform',
  protection: index === 2 ? 'break_glass' : 'none',
  lastActiveAt: index % 6 === 4 ? null : ago(index * day),
  person: index % 40 === 9 ? null : { id: person.id, name: person.displayName },
}))

const flows: AccessFlow[] = [
  { source: okta, through: 'person', status: 'active', person: 'there', count: 31 },
  { source: okta, through: 'group', status: 'active', person: 'there', count: 88 },
  { source: okta, through: 'group', status: null, person: 'there', count: 3 },
  { source: okta, through: 'person', status: 'inactive', person: 'left', count: 9 },
  { source: null, through: null, status: 'active', person: 'there', count: 8 },
  { source: null, through: null, status: 'active', person: 'left', count: 5 },
  { source: null, through: null, status: 'active', person: 'nobody', count: 4 },
]

const by = (action: ReachableBy['action'], route: ReachableBy['route'], routeReason: string, passedOver: ReachableBy['passedOver'] = []): ReachableBy => ({
  action,
  route,
  routeReason,
  passedOver,
})
const noScim = { route: 'scim' as const, why: 'Salesforce is connected by its own API.' }

export const standingOf = ({ id: at, name, state, detail, lastReads }: Connection): AppStanding => ({
  connection: { id: at, name, state, detail, lastReads },
  profileId: 'tandem',
  accounts: {
    total: 145,
    statuses: [
      { status: 'active', accounts: 136 },
      { status: 'inactive', accounts: 9 },
    ],
    roles: [
      { role: 'Account executive', accounts: 124 },
      { role: null, accounts: 21 },
    ],
    licences: [
      { licence: 'Platform', accounts: 97 },
      { licence: 'Enterprise', accounts: 48 },
    ],
    activities: [
      { activity: 'month', accounts: 80 },
      { activity: 'quarter', accounts: 40 },
      { activity: 'never', accounts: 25 },
    ],
  },
  flows,
  findings: [
    { kind: 'active_after_deactivation', open: 5 },
    { kind: 'idle', open: 3 },
  ],
  routes: [
    by('create_account', 'api', 'Salesforce makes the change and shows the account again, so it can be verified.', [noScim]),
    by('deactivate_account', 'api', 'Salesforce makes the change and shows the account again, so it can be verified.', [noScim]),
    by('end_sessions', 'manual', 'Somebody does it in the admin console of Salesforce; they say so when it is done, because no read can show it.', [
      noScim,
      { route: 'api', why: 'Rollcall cannot end sessions in Salesforce.' },
      { route: 'idp', why: 'Giving or taking the app in Okta does not change this.' },
      { route: 'browser', why: 'Rollcall does not sign in to this admin console.' },
    ]),
  ],
})
