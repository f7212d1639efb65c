import { expect, it } from 'vitest'
import type { AccountChange, Connector, Writes } from '../connector.ts'
import type { VendorApi } from '../vendor-api.ts'
import { VendorError } from '../vendor-error.ts'
import type { StandIn } from './stand-in.ts'

/** What only looks, and what has a suite of its own. */
const looks = ['readAccount', 'findAccount', 'readIdentity', 'readAssignment', 'readMembership', 'countOwned'] as const
const elsewhere = ['upsertCallTask', 'previewCallTask'] as const
export type ChangeName = Exclude<keyof Writes, (typeof looks)[number] | (typeof elsewhere)[number]>

/** A change, and how it is seen. `before` and `after` are what `look` has to show; objects are matched by the properties that are told. */
export type Trial<S extends StandIn> = {
  run: (api: VendorApi) => Promise<unknown>
  look: (api: VendorApi, standIn: S) => Promise<unknown>
  before: unknown
  after: unknown
  /** The same change of somebody the vendor does not know. Left out where there is no such thing as a refusal. */
  ofNobody?: (api: VendorApi) => Promise<unknown>
  /** The same change, held to a version that is no more. Left out where the vendor cannot tell. */
  stale?: (api: VendorApi) => Promise<unknown>
  /** The request that makes the change: its method, and a regular expression for its path. */
  request: { method: 'POST' | 'PUT' | 'PATCH' | 'DELETE'; path: string }
}
export type Trials<S extends StandIn> = Partial<Record<ChangeName, Trial<S>>>

type SignedIn<S> = <T>(run: (world: { standIn: S; api: VendorApi }) => Promise<T>, totalMs?: number) => Promise<T>

/** The facts that hold for every change: it is seen, it is made once, and what is refused or lost leaves no doubt. */
export const testChanges = <S extends StandIn>(connector: Connector, trials: Trials<S>, signedIn: SignedIn<S>): void => {
  it('has every change tried that it offers', () => {
    const others: readonly string[] = [...looks, ...elsewhere]
    expect(Object.keys(trials).toSorted()).toEqual(
      Object.keys(connector.writes)
        .filter(name => !others.includes(name))
        .toSorted(),
    )
  })

  const every = Object.entries(trials)
  const having = <Key extends 'ofNobody' | 'stale'>(key: Key) =>
    every.flatMap(([name, trial]) => (trial[key] === undefined ? [] : [{ name, ...trial, ask: trial[key] }]))

  it.each(every)('%s: is seen by looking again, and may be repeated', (_name, { run, look, before, after }) =>
    signedIn(async ({ api, standIn }) => {
      expect(await look(api, standIn)).toEqual(shown(before))
      await run(api)
      expect(await look(api, standIn)).toEqual(shown(after))
      await run(api)
      expect(await look(api, standIn)).toEqual(shown(after))
    }),
  )

  const refusals = [
    { act: 'unauthorized', kind: 'credentials' },
    { act: 'forbidden', kind: 'permission' },
  ] as const
  it.each(every.flatMap(([name, trial]) => refusals.map(refusal => ({ name, ...trial, ...refusal }))))(
    '$name: changes nothing when it is refused ($act)',
    ({ run, look, before, request, act, kind }) =>
      signedIn(async ({ api, standIn }) => {
        standIn.misbehave({ act, ...request, times: 1000 })
        await expect(run(api)).rejects.toMatchObject({ kind })
        expect(await look(api, standIn)).toEqual(shown(before))
      }),
  )

  it.each(every)('%s: is seen not to be done when the vendor agrees and does nothing', (_name, { run, look, before, request }) =>
    signedIn(async ({ api, standIn }) => {
      standIn.misbehave({ act: 'accept_and_not_do', ...request, times: 1000 })
      await run(api).catch(() => null)
      expect(await look(api, standIn)).toEqual(shown(before))
    }),
  )

  it.each(every)('%s: is made once although its answer was lost', async (_name, { run, look, after, request }) => {
    const lost = await signedIn(async ({ api, standIn }) => {
      standIn.misbehave({ act: 'do_but_time_out', ...request })
      return await run(api).then(
        () => null,
        (thrown: unknown) => thrown,
      )
    }, 300)
    expect(lost === null || (lost instanceof VendorError && lost.uncertain)).toBe(true)
    await signedIn(async ({ api, standIn }) => {
      await run(api)
      expect(await look(api, standIn)).toEqual(shown(after))
    })
  })

  it.each(having('ofNobody'))('$name: says when there is nobody to change', ({ ask, look, before }) =>
    signedIn(async ({ api, standIn }) => {
      await expect(ask(api)).rejects.toMatchObject({ kind: 'not_found' })
      expect(await look(api, standIn)).toEqual(shown(before))
    }),
  )

  it.each(having('stale'))('$name: leaves alone what has moved on since it was looked at', ({ ask, look, before }) =>
    signedIn(async ({ api, standIn }) => {
      await expect(ask(api)).rejects.toMatchObject({ kind: 'conflict' })
      expect(await look(api, standIn)).toEqual(shown(before))
    }),
  )
}

/** An object by the properties that are told, anything else as it is. */
const shown = (wanted: unknown): unknown => (typeof wanted === 'object' && wanted !== null ? expect.objectContaining(wanted) : wanted)

type Switch = 'deactivateAccount' | 'reactivateAccount' | 'deactivateIdentity' | 'reactivateIdentity'

/** Switching somebody on or off: by id and request, held to the version that is there; `versioned` where the connector minds another. */
export const switching = <S extends StandIn>(
  { writes }: Connector,
  name: Switch,
  of: { id: string; nobody?: string; versioned?: boolean; request: Trial<S>['request']; active?: object; inactive?: object },
): Trial<S> => {
  const read = name.endsWith('Identity') ? writes.readIdentity : writes.readAccount
  const change = (api: VendorApi, told: AccountChange) => writes[name]?.(api, told) ?? Promise.reject(new Error(`there is no ${name}`))
  const look = async (api: VendorApi) => (await read?.(api, of.id)) ?? null
  const [active, inactive] = [of.active ?? { status: 'active' }, of.inactive ?? { status: 'inactive' }]
  const off = name.startsWith('deactivate')
  return {
    run: async api => change(api, { externalId: of.id, version: (await look(api))?.version ?? null }),
    look,
    before: off ? active : inactive,
    after: off ? inactive : active,
    ofNobody: api => change(api, { externalId: of.nobody ?? 'nobody', version: null }),
    ...(of.versioned === true ? { stale: (api: VendorApi) => change(api, { externalId: of.id, version: 'W/"of another day"' }) } : {}),
    request: of.request,
  }
}
