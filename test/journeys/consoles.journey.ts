import { chorus, clari, cognism, peopleAi } from '@rollcall/connectors'
import { type AccountRow, type Connector, drain, type Exchange, VendorError } from '@rollcall/connectors/kit'
import { checkConnection, createConnection, readConnection, readConsoleCheck } from '@rollcall/contract'
import { withConnection } from '@rollcall/server/modules/connections/index.ts'
import { startChorusConsole, startClari, startCognism, startPeopleAi } from '@rollcall/simulators'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { chromiumAbsent, consoleAdmins, consoleCredentials, consolePassword, consoleUsers, whyNoConsoles } from '../support/consoles.ts'
import { findText } from '../support/find-text.ts'
import { type Client, signInAdmin, startWorkspace, type Workspace } from '../support/workspace.ts'

const options = { seed: { users: consoleUsers }, admins: consoleAdmins, pageSize: 2 }

describe.skipIf(chromiumAbsent)(`Admin consoles without an API${whyNoConsoles}`, () => {
  let workspace: Workspace
  let client: Client
  const exchanges: Exchange[] = []
  beforeAll(async () => {
    workspace = await startWorkspace({ environment: { ROLLCALL_CONSOLE_STEP_TIMEOUT: '2' } })
    client = await signInAdmin(workspace)
  })
  afterAll(() => workspace.stop())

  const connect = async ({ id: connector, name }: Connector, baseUrl: string, as = name) =>
    (await client.call(createConnection, { body: { connector, name: as, baseUrl, auth: 'console', credentials: consoleCredentials } })).id
  const ask = <T>(id: string, work: Parameters<typeof withConnection<T>>[2]) =>
    withConnection(workspace.ctx, id, work, { recorder: one => void exchanges.push(one) })

  it.each([
    [clari, startClari, { role: 'Manager', groups: ['Renewals'] }, { role: 'Manager', licence: null, groups: ['Renewals'] }],
    [chorus, startChorusConsole, { role: 'Rep (SDR)', licence: 'Recorder' }, { role: 'Rep (SDR)', licence: 'Recorder', groups: [] }],
    [peopleAi, startPeopleAi, { role: 'Manager', licence: 'Full' }, { role: 'Manager', licence: 'Full', groups: [] }],
    [cognism, startCognism, { role: 'Team lead', licence: 'Elevate' }, { role: 'Team lead', licence: 'Elevate', groups: [] }],
  ] as const)('%o reads, deactivates, reactivates and changes accounts', async (connector, start, access, expected) => {
    const standIn = await start(options)
    const id = await connect(connector, standIn.url)
    const { reads, writes } = connector
    const rows: AccountRow[] = []
    expect(await ask(id, ({ api }) => drain(reads.accounts!(api), page => void rows.push(...page)))).toMatchObject({ complete: true, rows: 5, pages: 3 })
    expect(rows.map(({ userName, status }) => [userName, status])).toEqual(consoleUsers.map(({ email, active }) => [email, active ? 'active' : 'inactive']))
    const read = () => ask(id, ({ api }) => writes.readAccount!(api, 'u-4'))
    const change = { externalId: 'u-4', version: rows[3]?.version ?? null }
    await ask(id, ({ api }) => writes.deactivateAccount!(api, change))
    expect(await read()).toMatchObject({ userName: 'p4@acme.test', status: 'inactive' })
    // The version is of before: nothing is changed on what nobody has looked at.
    await expect(ask(id, ({ api }) => writes.reactivateAccount!(api, change))).rejects.toMatchObject({ kind: 'conflict' })
    await ask(id, ({ api }) => writes.reactivateAccount!(api, { externalId: 'u-4', version: null }))
    await ask(id, ({ api }) => writes.changeAccount!(api, change, access))
    expect(await read()).toMatchObject({ status: 'active', ...expected })
    await standIn.close()
  })

  it('makes an account once, where the console has a form for it', async () => {
    const standIn = await startPeopleAi(options)
    const id = await connect(peopleAi, standIn.url, 'People.ai again')
    const draft = { userName: 'new@acme.test', email: 'new@acme.test', displayName: 'New Person', givenName: 'New', familyName: 'Person' }
    const rest = { externalKey: null, department: null, title: null, managerEmail: null, role: 'User' }
    const find = (userName: string) => ask(id, ({ api }) => peopleAi.writes.findAccount!(api, userName))
    const make = () => ask(id, ({ api }) => peopleAi.writes.createAccount!(api, { ...draft, ...rest }))
    expect(await find('P4@acme.test')).toMatchObject({ externalId: 'u-4' })
    // The search of a console finds parts of words, too.
    expect(await find('4@acme.test')).toBeNull()
    expect(await make()).toMatchObject({ userName: 'new@acme.test', displayName: 'New Person', status: 'active', role: 'User' })
    await expect(make()).rejects.toMatchObject({ kind: 'conflict' })
    expect(standIn.state.changes).toEqual(['invite new@acme.test'])
    await standIn.close()
  })

  describe('that goes wrong', () => {
    let standIn: Awaited<ReturnType<typeof startClari>>
    let id: string
    beforeAll(async () => {
      standIn = await startClari(options)
      id = await connect(clari, standIn.url, 'Clari that goes wrong')
    })
    beforeEach(() => standIn.reset())
    afterAll(() => standIn.close())

    const trouble = (work: Promise<unknown>): Promise<unknown> =>
      work.then(
        () => 'nothing',
        (thrown: unknown) => (thrown instanceof VendorError ? { kind: thrown.kind, sentence: thrown.sentence, uncertain: thrown.uncertain } : thrown),
      )
    const deactivate = () => trouble(ask(id, ({ api }) => clari.writes.deactivateAccount!(api, { externalId: 'u-1', version: null })))
    const status = async () => (await ask(id, ({ api }) => clari.writes.readAccount!(api, 'u-1')))?.status

    it('has changed: the sentence names what is not there, and nothing was done', async () => {
      standIn.state.quirks.renamed = { Deactivate: 'Switch off' }
      expect(await deactivate()).toEqual({
        kind: 'refused',
        sentence:
          'The console of Clari has changed: there is no button named Deactivate on the page of the user. A person has to do it; the recipe is from 2026-11.',
        uncertain: false,
      })
      standIn.state.quirks.renamed = { Status: 'State' }
      expect(await deactivate()).toMatchObject({ kind: 'refused', sentence: expect.stringContaining('there is no field named Status on the page of the user') })
      expect(standIn.state.changes).toEqual([])
    })

    it('has changed behind the first button: the change may have been made, so that it is looked at', async () => {
      standIn.state.quirks.renamed = { 'Yes, deactivate': 'Do it' }
      expect(await deactivate()).toMatchObject({ kind: 'refused', uncertain: true })
      expect(standIn.state.changes).toEqual([])
    })

    it('accepts the change and does not make it: a new session sees that', async () => {
      standIn.misbehave({ act: 'accept_and_not_do', method: 'POST', path: '/deactivate$' })
      expect(await deactivate()).toBe('nothing')
      expect(await status()).toBe('active')
    })

    it('ends the session in the middle, once: the second try from a clean state is enough', async () => {
      standIn.state.quirks.endsAfterPages = 1
      expect(await deactivate()).toBe('nothing')
      expect(standIn.state).toMatchObject({ changes: ['deactivate p1@acme.test'], signIns: 2 })
    })

    it('answers with an error page, or not at all: it is tried twice, and said in a sentence', async () => {
      standIn.misbehave({ act: 'server_error', path: '/admin/users/u-1$', times: 9 })
      expect(await deactivate()).toMatchObject({ kind: 'unreachable', sentence: expect.stringMatching(/error page \(500\) on the page of the user/) })
      standIn.reset()
      standIn.misbehave({ act: 'stall', path: '/admin/users/u-1$', times: 9 })
      expect(await deactivate()).toMatchObject({ kind: 'unreachable', sentence: expect.stringMatching(/did not answer within 2 seconds/) })
      expect(standIn.state.signIns).toBe(2)
      standIn.reset()
      standIn.misbehave({ act: 'stall', path: '/deactivate$' })
      expect(await deactivate()).toMatchObject({ kind: 'unreachable', uncertain: true })
      expect(standIn.state.signIns).toBe(1)
    })

    it('wants something from another host: it does not get it', async () => {
      let asked = 0
      const elsewhere = await startClari({ ...options, now: () => new Date((asked += 1)) })
      standIn.state.quirks.loadsFrom = `${elsewhere.url}/home`
      expect(await deactivate()).toBe('nothing')
      expect(elsewhere.requests).toEqual([])
      await elsewhere.close()
    })

    it('shows the password on its page: no picture of it is kept', async () => {
      standIn.state.quirks.repeatsPassword = true
      standIn.state.quirks.renamed = { Verify: 'Go on' }
      exchanges.length = 0
      expect(await deactivate()).toMatchObject({ kind: 'credentials' })
      expect(exchanges.map(({ screenshots }) => screenshots)).toEqual([[]])
      await client.call(checkConnection, { params: { id } })
    })

    it('asks at the sign-in for something that nobody set up: it is not tried again, and the connection says what to do', async () => {
      await heal()
      standIn.reset()
      standIn.state.quirks.asksForMore = 'Verify this device'
      const sentence = expect.stringMatching(
        /^The sign-in of Clari asks for something unexpected: “Verify this device”; there is no field named Verification code\./,
      )
      expect(await deactivate()).toMatchObject({ kind: 'credentials', sentence })
      expect(standIn.requests.filter(({ method, path }) => method === 'POST' && path === '/login')).toHaveLength(1)
      expect(await client.call(readConnection, { params: { id } })).toMatchObject({ state: 'needs_attention', detail: sentence })
      // While it is so, the console is left alone.
      expect(await deactivate()).toMatchObject({ message: expect.stringContaining('needs attention') })
      expect(await client.call(readConsoleCheck, { params: { id } })).toMatchObject({ screenshot: { id: expect.any(String) } })
      await heal()
    })

    it('is found changed by its daily look, and well again by the next', async () => {
      standIn.state.quirks.renamed = { Activate: 'Switch on' }
      await workspace.ctx.enqueue('check-consoles', {})
      await expect.poll(async () => (await client.call(readConnection, { params: { id } })).state, { timeout: 30_000 }).toBe('needs_attention')
      const { detail } = await client.call(readConnection, { params: { id } })
      expect(detail).toContain('there is no button named Activate on the page of the user')
      expect(standIn.state.changes).toEqual([])
      await heal()
    })

    const heal = async () => {
      standIn.reset()
      expect(await client.call(checkConnection, { params: { id } })).toMatchObject({ state: 'working' })
    }
  })

  it('leave no secret anywhere: not in what is kept, not in what was recorded', async () => {
    const secrets = [consolePassword, consoleCredentials.totpSecret]
    for (const secret of secrets) {
      expect(JSON.stringify(exchanges)).not.toContain(secret)
      expect(await findText(workspace.ctx, [secret])).toEqual([])
    }
  })
})
