import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventShape, listEvents } from '@rollcall/contract'
import { oktaUser, patchOf, provision, type ScimClient } from '../../../test/scim/scim-client.ts'
import { type Client, signInAdmin, startWorkspace, type Workspace } from '../../../test/support/workspace.ts'

describe('the feed of events', () => {
  let workspace: Workspace
  let admin: Client
  let scim: ScimClient
  beforeAll(async () => {
    workspace = await startWorkspace({ roles: ['web'] })
    ;({ admin, scim } = await provision(workspace))
  })
  afterAll(() => workspace.stop())

  it('tells', async () => {
    const { id } = (await scim.expecting(201, 'POST', '/Users', oktaUser('ana'))).body
    await scim.expecting(204, 'PATCH', `/Users/${id}`, patchOf({ op: 'replace', path: 'title', value: 'CRO' }))
    const g = (await scim.expecting(201, 'POST', '/Groups', { displayName: 'Sales', members: [{ value: id }] })).body
    await scim.expecting(204, 'PATCH', `/Groups/${g.id}`, patchOf({ op: 'replace', path: 'displayName', value: 'S2' }))
    await scim.expecting(204, 'DELETE', `/Groups/${g.id}`)
    const { items } = await admin.call(listEvents)
    console.log(JSON.stringify(items, null, 1))
    for (const each of items) eventShape(each.type).parse(each)
  })
})
