import { beforeAll, describe, expect, it } from 'vitest'
import type { Connector } from '../connector.ts'
import type { Exchange } from '../ports.ts'
import { drain } from '../read.ts'
import type { Read } from '../read.ts'
import { openVendorApi } from '../vendor-api.ts'
import type { VendorApi } from '../vendor-api.ts'
import { openApi, templateOf } from './openapi.ts'
import type { Document } from './openapi.ts'
import { readSpec, specsAbsent, whySkipped } from './specs.ts'
import type { StandIn } from './stand-in.ts'
import type { SignIn } from './test-connector.ts'
import { testPorts } from './test-ports.ts'

export type ContractFixture = {
  /** The vendor's descriptions, below the folder of descriptions; the first that knows a path is held to. */
  specs: readonly string[]
  standIn: () => Promise<StandIn>
  signIn: SignIn
  /** What is asked for besides the check and every read. */
  more?: (api: VendorApi) => Promise<unknown>
  /** Method and path template of everything that has to have been asked for. */
  asks: readonly string[]
  /** Schemas that the description leaves open although it names everything: a field that they do not name is unknown after all. */
  closed?: readonly string[]
  /** What the vendor has although its description leaves it out: body paths (`$.Type`), query parameters (`?name`). */
  undocumented?: (path: string) => boolean
  /** An exchange as the description has it, where it stands under another path; null for one that it does not have at all. */
  described?: (exchange: Exchange) => Exchange | null
  /** A field of the rows in the reply to `path`, whose type is told wrong to see that it would be refused. */
  wrong: { path: string; rows: (body: never) => unknown[]; field: string }
}

/** Holds both sides, the connector's requests and the stand-in's replies, to the vendor's own description. */
export const testContract = (connector: Connector, fixture: ContractFixture): void => {
  describe.skipIf(specsAbsent)(`${connector.name}'s own description${whySkipped}`, () => {
    const exchanges: Exchange[] = []
    const asked: string[] = []
    let hold: (exchange: Exchange) => string[]

    beforeAll(async () => {
      const documents = fixture.specs.map(spec => readSpec(spec) as Document)
      for (const name of fixture.closed ?? []) for (const { components } of documents) delete components.schemas[name]?.additionalProperties
      const holds = documents.map(document => openApi(document, fixture.undocumented))
      const knowing = (exchange: Exchange) => documents.findIndex(document => templateOf(document, exchange) !== undefined)
      hold = exchange => holds[Math.max(0, knowing(exchange))]?.(exchange) ?? ['there is no description']
      const standIn = await fixture.standIn()
      const record = (exchange: Exchange) => {
        const document = documents[knowing(exchange)]
        asked.push(`${exchange.method} ${(document === undefined ? null : templateOf(document, exchange)) ?? new URL(exchange.url).pathname}`)
        const known = fixture.described === undefined ? exchange : fixture.described(exchange)
        if (known !== null) exchanges.push(known)
      }
      const api = openVendorApi({ connector, baseUrl: standIn.url, ...fixture.signIn, ports: testPorts(), recorder: record })
      await connector.check(api)
      const { identities, accounts, assignments } = connector.reads
      const reads: (Read<{ externalId: string }> | undefined)[] = [identities, accounts, assignments]
      for (const read of reads) if (read !== undefined) expect(await drain(read(api), () => {})).toMatchObject({ complete: true, problems: [] })
      await fixture.more?.(api)
      await api.close()
      await standIn.close()
    })

    it('knows every request of the connector and every reply of the stand-in', () => {
      expect([...new Set(asked)].toSorted()).toEqual([...fixture.asks].toSorted())
      expect(exchanges.flatMap(hold)).toEqual([])
    })

    it('would refuse a wrong type, a misspelled field, an unknown parameter and an unknown path', () => {
      const { path, rows, field } = fixture.wrong
      const listed = exchanges.find(({ url, status }) => new URL(url).pathname === path && status === 200)
      if (listed === undefined) throw new Error(`nothing was asked of ${path}`)
      const reply = (change: object) => {
        const body = JSON.parse(listed.responseBody ?? '') as never
        Object.assign(rows(body)[0] as object, change)
        return hold({ ...listed, responseBody: JSON.stringify(body) })
      }
      expect(reply({})).toEqual([])
      expect(reply({ [field]: { wrong: true } })).not.toEqual([])
      expect(reply({ [`${field}Misspelled`]: 'x' })).toEqual([expect.stringMatching(new RegExp(`${field}Misspelled is unknown$`))])
      const unknown = new URL(listed.url)
      unknown.searchParams.set('serch', 'x')
      expect(hold({ ...listed, url: unknown.href })).toEqual(['query serch is unknown'])
      expect(hold({ ...listed, url: listed.url.replace(path, `${path}-nowhere`) })).not.toEqual([])
    })
  })
}
