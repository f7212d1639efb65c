import { startStandIns } from '@rollcall/simulators'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { beforeAll, describe, expect, it } from 'vitest'
import { drain, openVendorApi } from '../kit/index.ts'
import type { Exchange } from '../kit/index.ts'
import { readSpec, resourceSchema, specsAbsent, testPorts, whySkipped } from '../kit/testing/index.ts'
import type { ScimSchema } from '../kit/testing/index.ts'
import { scim } from './index.ts'
import { ScimGroup, ScimList, ScimUser, ServiceProviderConfig } from '../kit/scim/wire.ts'

const rfc = (name: string) => readSpec(`scim/rfc/${name}.json`)

describe.skipIf(specsAbsent)(`The schemas and examples of RFC 7643 and 7644${whySkipped}`, () => {
  const exchanges: Exchange[] = []
  let isUser: (resource: unknown) => boolean
  let isGroup: (resource: unknown) => boolean
  let isConfig: (resource: unknown) => boolean

  beforeAll(async () => {
    const ajv = new Ajv({ strict: false })
    addFormats.default(ajv)
    const schema = (name: string) => rfc(name) as ScimSchema
    isUser = ajv.compile(resourceSchema(schema('rfc7643-8.7.1-schema-user'), [schema('rfc7643-8.7.1-schema-enterprise_user')]))
    isGroup = ajv.compile(resourceSchema(schema('rfc7643-8.7.1-schema-group')))
    const config = schema('rfc7643-8.7.2-schema-service_provider_configuration')
    isConfig = ajv.compile({ ...resourceSchema(config), required: ['schemas', 'patch', 'bulk', 'filter', 'etag'] })
    const standIns = await startStandIns()
    const { auth, credentials, baseUrl } = standIns.connections.find(({ connector }) => connector === 'scim')!
    const api = openVendorApi({ connector: scim, baseUrl, auth, credentials, ports: testPorts(), recorder: one => void exchanges.push(one) })
    await scim.check(api)
    await drain(scim.reads.accounts!(api), () => {})
    const account = await scim.writes.readAccount!(api, 'rly_e1019')
    await scim.writes.deactivateAccount!(api, { externalId: 'rly_e1019', version: account?.version ?? null })
    await api.close()
    await standIns.close()
  })

  const replies = (path: RegExp) =>
    exchanges
      .filter(({ url, status }) => path.test(new URL(url).pathname) && status === 200)
      .map(({ responseBody }) => JSON.parse(responseBody ?? '') as Record<string, unknown>)
  const listed = (path: RegExp) => replies(path).flatMap(({ Resources }) => Resources as unknown[])

  it('know every resource of the stand-in', () => {
    const users = [...listed(/\/Users$/), ...replies(/\/Users\/./)]
    expect(users.length).toBeGreaterThan(30)
    expect(users.filter(user => !isUser(user))).toEqual([])
    expect(listed(/\/Groups$/).length).toBeGreaterThan(2)
    expect(listed(/\/Groups$/).filter(group => !isGroup(group))).toEqual([])
    // `pagination` came with RFC 9865, after the schema.
    const configs = replies(/ServiceProviderConfig$/)
      .map(({ pagination, ...config }) => ({ id: 'none', pagination, config }))
      .map(({ config }) => config)
    expect(configs.length).toBeGreaterThan(0)
    expect(configs.filter(config => !isConfig(config))).toEqual([])
  })

  it('would refuse a wrong type and a misspelled attribute', () => {
    const [user] = listed(/\/Users$/) as Record<string, unknown>[]
    expect(isUser({ ...user, active: 'True' })).toBe(false)
    expect(isUser({ ...user, usrName: 'x' })).toBe(false)
    expect(isUser({ ...user, emails: [{ valu: 'x' }] })).toBe(false)
  })

  it('word a change as the connector does', () => {
    const example = rfc('rfc7644-3.5.2.3-patch_op-replace_street_address') as { schemas: string[]; Operations: Record<string, unknown>[] }
    const sent = exchanges
      .filter(({ method, requestBody }) => method === 'PATCH' && requestBody !== null)
      .map(({ requestBody }) => JSON.parse(requestBody ?? '') as typeof example)
    expect(sent.length).toBeGreaterThan(1)
    for (const { schemas, Operations } of sent) {
      expect(schemas).toEqual(example.schemas)
      expect(Operations).toEqual([{ op: 'replace', path: 'active', value: false }])
      expect(Object.keys(Operations[0]!).toSorted()).toEqual(Object.keys(example.Operations[0]!).toSorted())
    }
  })

  it.each(['rfc7643-8.1-user-minimal', 'rfc7643-8.2-user-full', 'rfc7643-8.3-enterprise_user', 'rfc7644-3.3-user-post_response'])(
    'are understood by the connector: %s',
    name => {
      expect(ScimUser.safeParse(rfc(name))).toMatchObject({ success: true, data: { userName: expect.stringMatching(/^bjensen/) } })
    },
  )

  it('are understood by the connector: groups, lists, abilities', () => {
    expect(ScimGroup.parse(rfc('rfc7643-8.4-group')).members).toHaveLength(2)
    expect(ScimList.parse(rfc('rfc7644-3.4.2-list_response-partial_attributes'))).toMatchObject({ total: 2, items: [{}, {}] })
    expect(ServiceProviderConfig.parse(rfc('rfc7643-8.5-service_provider_configuration'))).toMatchObject({
      patch: { supported: true },
      etag: { supported: true },
    })
  })
})
