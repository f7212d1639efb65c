import { clari as connector } from '@rollcall/connectors'
import { type AccountRow, drain, type Exchange } from '@rollcall/connectors/kit'
import { createConnection } from '@rollcall/contract'
import { type ConsoleUser, startClari } from '@rollcall/simulators'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Client, signInAdmin, startWorkspace, type Workspace } from '../../../test/support/workspace.ts'
import { withConnection } from '../connections/index.ts'
import { hasChromium } from './index.ts'

const chromium = await hasChromium(null)
const password = 'Correct-Horse-77'
const totpSecret = 'JBSWY3DPEHPK3PXP'
/** A period of a second, so that nobody waits for the next code. */
const credentials = { user: 'ops@acme.test', password, totpSecret: `otpauth://totp/Clari:ops?secret=${totpSecret}&period=1` }

const user = (n: number, more: Partial<ConsoleUser> = {}): ConsoleUser => ({
  id: `u-${n}`,
  name: `Pat No ${n}`,
  email: `p${n}@acme.test`,
  active: true,
  role: 'Rep',
  licence: null,
  team: 'Enterprise',
  lastActive: '2026-11-01',
  ...more,
})
const users = [
  user(1),
  user(2, { active: false, lastActive: null }),
  user(3, { role: null, team: null }),
  user(4),
  user(0, { email: 'ops@acme.test', role: 'Admin' }),
]

describe.skipIf(!chromium)(`An admin console in a browser${chromium ? '' : ' (skipped: there is no Chromium on this machine)'}`, () => {
  let clari: Awaited<ReturnType<typeof startClari>>
  let workspace: Workspace
  let client: Client
  let id: string
  beforeAll(async () => {
    clari = await startClari({ seed: { users }, admins: { 'ops@acme.test': { password, totpSecret, periodSeconds: 1 } }, pageSize: 2 })
    workspace = await startWorkspace({ environment: { ROLLCALL_CONSOLE_STEP_TIMEOUT: '1' } })
    client = await signInAdmin(workspace)
    const made = await client.call(createConnection, { body: { connector: 'clari', name: 'Clari', baseUrl: clari.url, auth: 'console', credentials } })
    expect(made).toMatchObject({ state: 'working', detail: expect.stringMatching(/^Signed in, and found everything .* lists 5 accounts\./) })
    id = made.id
  })
  beforeEach(() => clari.reset())
  afterAll(async () => {
    await workspace.stop()
    await clari.close()
  })

  const { reads, writes } = connector
  const exchanges: Exchange[] = []
  const ask = <T>(work: Parameters<typeof withConnection<T>>[2]) => withConnection(workspace.ctx, id, work, { recorder: one => void exchanges.push(one) })
  const read = (externalId: string) => ask(async ({ api }) => (await writes.readAccount?.(api, externalId)) ?? null)

  it('reads every page of the list, and says that it counts as the console does', async () => {
    const rows: AccountRow[] = []
    const verdict = await ask(({ api }) => drain(reads.accounts!(api), page => void rows.push(...page)))
    expect(verdict).toMatchObject({ complete: true, rows: 5, pages: 3 })
    expect(
      rows.map(({ externalId, status, vendorStatus, role, groups, lastActiveAt }) => [externalId, status, vendorStatus, role, groups, lastActiveAt]),
    ).toEqual([
      ['u-1', 'active', 'Active', 'Rep', ['Enterprise'], '2026-11-01T00:00:00Z'],
      ['u-2', 'inactive', 'Deactivated', 'Rep', ['Enterprise'], null],
      ['u-3', 'active', 'Active', null, [], '2026-11-01T00:00:00Z'],
      ['u-4', 'active', 'Active', 'Rep', ['Enterprise'], '2026-11-01T00:00:00Z'],
      ['u-0', 'active', 'Active', 'Admin', ['Enterprise'], '2026-11-01T00:00:00Z'],
    ])
    expect(await read('u-1')).toEqual(rows[0])
    expect(await read('u-9')).toBeNull()
  })

  it('deactivates, and a new session sees it', async () => {
    const before = await read('u-1')
    await ask(({ api }) => writes.deactivateAccount!(api, { externalId: 'u-1', version: before?.version ?? null }))
    expect(clari.state.changes).toEqual(['deactivate p1@acme.test'])
    expect(await read('u-1')).toMatchObject({ status: 'inactive' })
  })

  const failureOf = (work: Promise<unknown>) =>
    work.then(
      () => null,
      (thrown: unknown) => thrown as { kind: string; message: string; uncertain: boolean },
    )
  const deactivate = (externalId: string) => failureOf(ask(({ api }) => writes.deactivateAccount!(api, { externalId, version: null })))

  it.each([
    [
      'a button that is called otherwise',
      { renamed: { Deactivate: 'Switch off' } },
      'refused',
      /^The console of Clari has changed: there is no button named Deactivate on the page of the user\. A person has to do it; the recipe is from 2026-11\.$/,
    ],
    [
      'a sign-in that asks for more',
      { asksForMore: 'Verify this device' },
      'credentials',
      /^The sign-in of Clari asks for something unexpected: “Verify this device”/,
    ],
    ['a column that is gone', { renamed: { Status: 'State' } }, 'refused', /there is no field named Status on the page of the user/],
    ['a page on another host', { loadsFrom: 'https://evil.example/x.js' }, null, null],
  ] as const)('says what to do about %s, and changes nothing', async (_what, quirks, kind, sentence) => {
    Object.assign(clari.state.quirks, quirks)
    const failure = await deactivate('u-1')
    expect(failure?.kind ?? null).toBe(kind)
    if (sentence !== null) {
      expect(failure?.message).toMatch(sentence)
      expect(clari.state.changes).toEqual([])
    }
  })
})
