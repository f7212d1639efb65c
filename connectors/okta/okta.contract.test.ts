import { startStandIns } from '@rollcall/simulators'
import { beforeAll, describe, expect, it } from 'vitest'
import { drain, openVendorApi } from '../kit/index.ts'
import type { Exchange } from '../kit/index.ts'
import { openApi, readSpec, specsAbsent, testPorts, whySkipped } from '../kit/testing/index.ts'
import type { Document } from '../kit/testing/index.ts'
import { okta } from './index.ts'

describe.skipIf(specsAbsent)(`Okta's own description${whySkipped}`, () => {
  const exchanges: Exchange[] = []
  let hold: ReturnType<typeof openApi>

  beforeAll(async () => {
    hold = openApi(readSpec('openapi/okta-management.json') as Document)
    const standIns = await startStandIns()
    const open = (apiToken: string) =>
      openVendorApi({
        connector: okta,
        baseUrl: standIns.okta.url,
        auth: 'bearer',
        credentials: { apiToken },
        ports: testPorts(),
        recorder: one => void exchanges.push(one),
      })
    const api = open('00-demo-okta-token')
    await okta.check(api)
    await drain(okta.reads.identities!(api), () => {})
    await drain(okta.reads.assignments!(api), () => {})
    await api.close()
    await standIns.close()
  })

  it('knows every request of the connector and every reply of the stand-in', () => {
    expect(new Set(exchanges.map(({ url }) => new URL(url).pathname.replaceAll(/00g\w+|0oa\w+/g, '{id}')))).toEqual(
      new Set(['/api/v1/users', '/api/v1/groups', '/api/v1/apps', '/api/v1/groups/{id}/users', '/api/v1/apps/{id}/users']),
    )
    expect(exchanges.flatMap(hold)).toEqual([])
  })

  it('would refuse a wrong type, a misspelled field, an unknown parameter and an unknown path', () => {
    const users = exchanges.find(({ url }) => url.includes('/api/v1/users'))!
    const [user] = JSON.parse(users.responseBody ?? '') as Record<string, unknown>[]
    const reply = (changed: unknown) => hold({ ...users, responseBody: JSON.stringify([changed]) })
    expect(reply({ ...user, status: 7 })).not.toEqual([])
    expect(reply({ ...user, statusChnaged: null })).toEqual(['reply $.0.statusChnaged is unknown'])
    expect(hold({ ...users, url: `${users.url}&serch=x` })).toEqual(['query serch is unknown'])
    expect(hold({ ...users, url: users.url.replace('/users', '/people') })).not.toEqual([])
  })
})
