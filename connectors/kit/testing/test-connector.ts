import { ConnectorCard } from '@rollcall/contract'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Credentials } from '../auth.ts'
import { cardOf } from '../connector.ts'
import type { Connector } from '../connector.ts'
import type { Exchange } from '../ports.ts'
import { drain } from '../read.ts'
import type { DrainVerdict, Read } from '../read.ts'
import { openVendorApi } from '../vendor-api.ts'
import type { VendorApi } from '../vendor-api.ts'
import { VendorError } from '../vendor-error.ts'
import type { StandIn } from './stand-in.ts'
import { testChanges } from './test-changes.ts'
import type { Trials } from './test-changes.ts'
import { testPorts } from './test-ports.ts'
import type { TestPorts } from './test-ports.ts'

export type SignIn = { auth: string; credentials: Credentials }

export type ConnectorFixture<S extends StandIn> = {
  standIn: () => Promise<S>
  good: SignIn
  wrong: SignIn
  /** Valid credentials that each lack one permission the check has to miss. */
  powerless: Record<string, SignIn>
  /** The list on which reading is tried: it has to have two pages or more. `path` is a regular expression for its requests. */
  list: { name: string; read: Read<{ externalId: string }>; path: string; rows: number; countsRows: boolean }
  /** For accounts: the id of one that is in the list and can be read by itself. */
  account?: string
  /** An id that nobody has, where the vendor wants ids of a certain shape. */
  nobody?: string
  /** Every change that the connector offers, tried one by one. */
  changes?: Trials<S>
  /** A change that may be asked for twice and must be made once; `effects` counts what the stand-in holds of it. */
  write?: { run: (api: VendorApi) => Promise<unknown>; effects: (standIn: S) => number; path: string }
}

type World<S> = { standIn: S; ports: TestPorts; api: VendorApi; exchanges: Exchange[] }

/** The facts that hold for every connector, tried over real HTTP against its stand-in. No time is really waited. */
export const testConnector = <S extends StandIn>(connector: Connector, fixture: ConnectorFixture<S>): void => {
  describe(`${connector.name}, like every connector`, () => {
    let standIn: S
    beforeAll(async () => {
      standIn = await fixture.standIn()
    })
    beforeEach(() => standIn.reset())
    afterAll(() => standIn.close())

    const signedIn = async <T>(run: (world: World<S>) => Promise<T>, signIn: SignIn = fixture.good, totalMs = 5_000): Promise<T> => {
      const ports = testPorts()
      const exchanges: Exchange[] = []
      const api = openVendorApi({
        connector,
        baseUrl: standIn.url,
        ...signIn,
        ports,
        timeouts: { totalMs },
        recorder: exchange => void exchanges.push(exchange),
      })
      try {
        return await run({ standIn, ports, api, exchanges })
      } finally {
        await api.close()
      }
    }
    const { list } = fixture
    const read = async (api: VendorApi): Promise<DrainVerdict> => drain(list.read(api), () => {})
    const calls = () => standIn.requests.filter(({ path }) => new RegExp(list.path).test(path)).length

    it('has a manifest that the catalogue can show', () => {
      expect(ConnectorCard.parse(cardOf(connector)).id).toMatch(/^[a-z][a-z0-9-]*$/)
      const pattern = new RegExp(connector.baseUrl?.pattern.regex ?? '')
      expect(connector.baseUrl?.example).toMatch(pattern)
      expect('http://example.com').not.toMatch(pattern)
      expect('https://10.0.0.1.evil.example/\nhttps://').not.toMatch(pattern)
      for (const { fields } of connector.auth) {
        expect(fields.some(({ secret }) => secret)).toBe(true)
        expect(new Set(fields.map(({ name }) => name)).size).toBe(fields.length)
      }
    })

    it('proves a good credential', () =>
      signedIn(async ({ api, ports }) => {
        expect(await connector.check(api)).toMatch(/^\S.*\.$/)
        expect(ports.failures).toEqual([])
      }))

    it('refuses a wrong credential', () =>
      signedIn(async ({ api, ports }) => {
        await expect(connector.check(api)).rejects.toMatchObject({ kind: 'credentials', code: 'credentials_refused' })
        expect(ports.failures).toMatchObject([{ kind: 'credentials' }])
      }, fixture.wrong))

    it.each(Object.entries(fixture.powerless))('misses a permission in its check: %s', (_name, signIn) =>
      signedIn(async ({ api }) => {
        await expect(connector.check(api)).rejects.toMatchObject({ kind: 'permission', code: 'permission_missing' })
      }, signIn),
    )

    it(`reads ${list.name} over several pages to the end`, () =>
      signedIn(async ({ api, ports }) => {
        const verdict = await read(api)
        expect(verdict).toMatchObject({ complete: true, problems: [], rows: list.rows, error: null })
        expect(verdict.pages).toBeGreaterThanOrEqual(2)
        expect(ports.sleeps).toEqual([])
      }))

    it.each(['limit', 'limit_without_reset', 'server_error'] as const)('waits and asks again after: %s', act =>
      signedIn(async ({ api, ports }) => {
        standIn.misbehave({ act, path: list.path, after: 1 })
        expect(await read(api)).toMatchObject({ complete: true, rows: list.rows })
        expect(ports.sleeps).toHaveLength(1)
        expect(ports.sleeps[0]).toBeGreaterThan(0)
        expect(ports.sleeps[0]).toBeLessThan(90_000)
      }),
    )

    it.each(['limit', 'server_error'] as const)('gives up in the end after: %s', act =>
      signedIn(async ({ api }) => {
        standIn.misbehave({ act, path: list.path, times: 1000 })
        const { complete, error } = await read(api)
        expect(complete).toBe(false)
        expect(error?.kind).toBe(act === 'limit' ? 'limited' : 'unreachable')
        expect(error?.retryAt instanceof Date).toBe(act === 'limit')
        expect(calls()).toBeLessThanOrEqual(5)
      }),
    )

    it('stops at a credential that is refused in the middle, and says so', () =>
      signedIn(async ({ api, ports }) => {
        standIn.misbehave({ act: 'unauthorized', path: list.path, after: 1, times: 1000 })
        const verdict = await read(api)
        expect(verdict).toMatchObject({ complete: false, error: { kind: 'credentials' } })
        expect(verdict.rows).toBeLessThan(list.rows)
        expect(ports.failures).toMatchObject([{ kind: 'credentials' }])
        expect(ports.sleeps).toEqual([])
        expect(calls()).toBeLessThanOrEqual(3)
      }))

    it('says when a permission is missing, and does not insist', () =>
      signedIn(async ({ api, ports }) => {
        standIn.misbehave({ act: 'forbidden', path: list.path, times: 1000 })
        expect(await read(api)).toMatchObject({ complete: false, rows: 0, error: { kind: 'permission' } })
        expect(ports.failures).toMatchObject([{ kind: 'permission' }])
        expect(calls()).toBe(1)
      }))

    it('reports a row it cannot understand and hands the others on', () =>
      signedIn(async ({ api }) => {
        standIn.misbehave({ act: 'malformed_row', path: list.path })
        const verdict = await read(api)
        expect(verdict).toMatchObject({ complete: false, rows: list.rows - 1, error: null })
        expect(verdict.problems).toEqual([expect.stringContaining('row 1')])
      }))

    it.each([
      { act: 'html', kind: 'malformed', totalMs: 5_000 },
      { act: 'half_a_body', kind: 'malformed', totalMs: 5_000 },
      { act: 'stall', kind: 'unreachable', totalMs: 50 },
    ] as const)('says in one sentence what is wrong with: $act', ({ act, kind, totalMs }) =>
      signedIn(
        async ({ api }) => {
          standIn.misbehave({ act, path: list.path, times: 1000 })
          const { complete, problems, error } = await read(api)
          expect(complete).toBe(false)
          expect(error?.kind).toBe(kind)
          expect(problems).toEqual([expect.stringMatching(new RegExp(`^${connector.name}[^\\n]{20,250}\\.$`))])
        },
        fixture.good,
        totalMs,
      ),
    )

    it('stops at a page that is repeated for ever', () =>
      signedIn(async ({ api }) => {
        standIn.misbehave({ act: 'repeat_page', path: list.path, times: 1000 })
        const { complete, problems } = await read(api)
        expect(complete).toBe(false)
        expect(problems.join(' ')).toMatch(/repeats a page/)
        expect(calls()).toBeLessThanOrEqual(4)
      }))

    it('lets no secret into logs, errors or evidence', () =>
      signedIn(async ({ api, ports, exchanges }) => {
        standIn.misbehave({ act: 'server_error', path: list.path })
        standIn.misbehave({ act: 'unauthorized', path: list.path, after: 1, times: 1000 })
        const verdict = await read(api)
        const told = JSON.stringify([ports.logs, ports.failures, verdict, verdict.error?.stack, exchanges])
        const names = connector.auth.find(({ kind }) => kind === fixture.good.auth)?.fields.filter(({ secret }) => secret)
        const secrets = [...(names ?? []).map(({ name }) => fixture.good.credentials[name] ?? ''), ports.stored()?.accessToken ?? ''].filter(
          text => text !== '',
        )
        expect(secrets).not.toEqual([])
        for (const secret of secrets) expect(told).not.toContain(secret)
        expect(exchanges.length).toBeGreaterThan(1)
        expect(ports.logs).not.toEqual([])
      }))

    it.each(list.countsRows ? (['drop_half_the_rows'] as const) : [])('notices by the count: %s', act =>
      signedIn(async ({ api }) => {
        standIn.misbehave({ act, path: list.path, times: 1000 })
        const { complete, problems } = await read(api)
        expect(complete).toBe(false)
        expect(problems).toEqual([expect.stringContaining(`counts ${list.rows} rows`)])
      }),
    )

    const { account, write } = fixture
    const { readAccount } = connector.writes
    it.each(account === undefined ? [] : [account])('reads one account as the list has it, and null where there is none: %s', externalId =>
      signedIn(async ({ api }) => {
        const listed: { externalId: string }[] = []
        await drain(list.read(api), rows => void listed.push(...rows))
        const row = listed.find(one => one.externalId === externalId)
        // Groups and activity may be told by lists alone; the rest decides whether a plan still holds.
        expect(await readAccount?.(api, externalId)).toEqual({ ...row, groups: expect.anything(), lastActiveAt: expect.toSatisfy(() => true) })
        expect(await readAccount?.(api, fixture.nobody ?? 'nobody')).toBeNull()
      }),
    )

    testChanges(connector, fixture.changes ?? {}, (run, totalMs) => signedIn(run, fixture.good, totalMs))

    if (write === undefined) return

    it('makes one thing of a write that is repeated', () =>
      signedIn(async ({ api }) => {
        await write.run(api)
        await write.run(api)
        expect(write.effects(standIn)).toBe(1)
      }))

    it('makes one thing of a write whose answer was lost', async () => {
      const lost = await signedIn(
        ({ api }) => {
          standIn.misbehave({ act: 'do_but_time_out', path: write.path })
          return write.run(api).catch((thrown: unknown) => thrown)
        },
        fixture.good,
        400,
      )
      expect(lost instanceof VendorError ? lost.uncertain : true).toBe(true)
      await signedIn(({ api }) => write.run(api))
      expect(write.effects(standIn)).toBe(1)
    })
  })
}
