import { createHash } from 'node:crypto'
import { clari as connector } from '@rollcall/connectors'
import { type AccountRow, drain, type Exchange, type VendorError } from '@rollcall/connectors/kit'
import { createConnection, readConsoleCheck, readConsoleScreenshot } from '@rollcall/contract'
import { startClari } from '@rollcall/simulators'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { chromiumAbsent, consoleAdmins, consoleCredentials, consoleUser, whyNoConsoles } from '../../../test/support/consoles.ts'
import { type Client, signInAdmin, startWorkspace, type Workspace } from '../../../test/support/workspace.ts'
import { withConnection } from '../connections/index.ts'

const users = [
  consoleUser(1, { role: 'Rep', team: 'Enterprise' }),
  consoleUser(2, { active: false, lastActive: null }),
  consoleUser(0, { name: 'Ops', email: 'ops@acme.test', role: 'Admin' }),
]

// The long stories, each misbehaviour of a console and all four apps, are in test/journeys/consoles.journey.ts.
describe.skipIf(chromiumAbsent)(`An admin console in a browser${whyNoConsoles}`, () => {
  let clari: Awaited<ReturnType<typeof startClari>>
  let workspace: Workspace
  let client: Client
  beforeAll(async () => {
    clari = await startClari({ seed: { users }, admins: consoleAdmins, pageSize: 2 })
    workspace = await startWorkspace({ environment: { ROLLCALL_CONSOLE_STEP_TIMEOUT: '2' } })
    client = await signInAdmin(workspace)
  })
  beforeEach(() => clari.reset())
  afterAll(async () => {
    await workspace.stop()
    await clari.close()
  })

  it('is proved, read, changed and read again, and keeps what was seen without secrets', { timeout: 60_000 }, async () => {
    const body = { connector: 'clari', name: 'Clari', baseUrl: clari.url, auth: 'console', credentials: consoleCredentials }
    const { id, detail, auth } = await client.call(createConnection, { body })
    expect([auth, detail]).toEqual(['console', expect.stringMatching(/^Signed in, and found everything .* It lists 3 accounts\./)])
    expect(clari.state.changes).toEqual([])
    expect(await client.call(readConsoleCheck, { params: { id } })).toMatchObject({ screenshot: { shows: 'the list of users, its rows covered' } })

    const exchanges: Exchange[] = []
    const { reads, writes } = connector
    const ask = <T>(work: Parameters<typeof withConnection<T>>[2]) => withConnection(workspace.ctx, id, work, { recorder: one => void exchanges.push(one) })
    const rows: AccountRow[] = []
    expect(await ask(({ api }) => drain(reads.accounts!(api), page => void rows.push(...page)))).toMatchObject({ complete: true, rows: 3, pages: 2 })
    expect(
      rows.map(({ externalId, status, vendorStatus, role, groups, lastActiveAt }) => [externalId, status, vendorStatus, role, groups, lastActiveAt]),
    ).toEqual([
      ['u-1', 'active', 'Active', 'Rep', ['Enterprise'], '2026-11-01T00:00:00Z'],
      ['u-2', 'inactive', 'Deactivated', null, [], null],
      ['u-0', 'active', 'Active', 'Admin', [], '2026-11-01T00:00:00Z'],
    ])
    await ask(({ api }) => writes.deactivateAccount!(api, { externalId: 'u-1', version: rows[0]?.version ?? null }))
    expect(clari.state.changes).toEqual(['deactivate p1@acme.test'])
    const after = await ask(({ api }) => writes.readAccount!(api, 'u-1'))
    expect(after).toEqual({ ...rows[0], status: 'inactive', vendorStatus: 'Deactivated', version: expect.not.stringMatching(rows[0]?.version ?? '') })
    // Each of the three was a sign-in of its own.
    expect(clari.state.signIns).toBeGreaterThanOrEqual(4)

    const told = JSON.stringify(exchanges)
    for (const secret of [consoleCredentials.password, consoleCredentials.totpSecret, ...clari.state.usedCodes]) expect(told).not.toContain(secret)
    const [picture] = exchanges.flatMap(({ screenshots }) => screenshots ?? [])
    const kept = await client.call(readConsoleScreenshot, { params: { id: picture?.id ?? '' } })
    expect(kept).toMatchObject({ shows: 'the page of the user', sha256: picture?.sha256 })
    expect(createHash('sha256').update(Buffer.from(kept.png, 'base64')).digest('hex')).toBe(kept.sha256)
  })

  it('is not connected where a button is called otherwise, and says so', { timeout: 60_000 }, async () => {
    clari.state.quirks.renamed = { Deactivate: 'Switch off' }
    const body = { connector: 'clari', name: 'Moved', baseUrl: clari.url, auth: 'console', credentials: consoleCredentials }
    expect(await client.refusal(createConnection, { body })).toMatchObject({
      code: 'vendor_refused' satisfies VendorError['code'],
      message:
        'The console of Clari has changed: there is no button named Deactivate on the page of the user. A person has to do it; the recipe is from 2026-11.',
    })
    // Once more from a clean state, and no more than that.
    expect(clari.state.signIns).toBe(2)
  })
})
