import { describe, expect, it } from 'vitest'
import { drain } from '../kit/index.ts'
import type { AccountRow, VendorApi } from '../kit/index.ts'
import { salesforce } from './index.ts'
import { seed, withOrg } from './testing/org.ts'

const gone = '005000000000003AAA'
const told = async (api: VendorApi) => {
  const rows: AccountRow[] = []
  const verdict = await drain(salesforce.reads.accounts!(api), page => void rows.push(...page))
  expect(verdict).toMatchObject({ complete: true, problems: [] })
  return rows.map(({ liveSessions, passwordSignIn }) => [liveSessions, passwordSignIn])
}
const users = [
  { ...seed.users[0]!, tokens: ['Data Loader'], ssoOnly: false },
  { ...seed.users[1]!, ssoOnly: true },
  { ...seed.users[2]!, sessions: 1, tokens: ['Data Loader', 'Slack', 'Old dialer'] },
]

describe('what can still be used of Salesforce', () => {
  it('is sessions of everybody, tokens of the deactivated, and passwords where single sign-on is not required', () =>
    withOrg(
      { seed: { ...seed, users, sso: true } },
      async (api, { state }) => {
        expect(await told(api)).toEqual([
          [0, true],
          [3, null],
          [4, true],
        ])
        const before = await salesforce.writes.readAccount!(api, gone)
        expect(before).toMatchObject({ liveSessions: 4, passwordSignIn: true })
        await salesforce.writes.endAccountSessions!(api, gone)
        await salesforce.writes.endAccountSessions!(api, gone)
        expect(await salesforce.writes.readAccount!(api, gone)).toEqual({ ...before, liveSessions: 0 })
        expect([state.org.AuthSession.length, state.org.OauthToken.length]).toEqual([3, 1])
      },
      'users',
    ))

  it('leaves out sessions whose time is over', () =>
    withOrg(
      { seed: { ...seed, users } },
      async (api, { state }) => {
        for (const session of state.org.AuthSession) session.LastModifiedDate = '2026-01-01T00:00:00.000+0000'
        expect(await told(api)).toEqual([
          [0, null],
          [0, null],
          [3, null],
        ])
      },
      'users',
    ))

  it('says nothing of passwords in an org that does not know the permission, and stays connected', () =>
    withOrg({ seed: { ...seed, users } }, async api => expect((await told(api)).map(([, password]) => password)).toEqual([null, null, null]), 'users'))

  it('says nothing at all where the connection may not manage users', () =>
    withOrg({ seed: { ...seed, users, sso: true } }, async (api, { requests }) => {
      expect(await told(api)).toEqual([
        [null, null],
        [null, null],
        [null, null],
      ])
      expect(requests.filter(({ query }) => /AuthSession|OauthToken|PermissionSet/.test(JSON.stringify(query)))).toEqual([])
    }))
})
