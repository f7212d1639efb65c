// Two workers on one PostgreSQL deliver to one endpoint; one gets kill -9 with its hands full, and the other brings everything.
import { afterAll, expect, it } from 'vitest'
import { createToken, createWebhook, listEvents, readWebhook, updateWebhook } from '@rollcall/contract'
import { oktaUser, patchOf, scimClient } from '../scim/scim-client.ts'
import { isGenuine, startReceiver } from '../support/receiver.ts'
import { type Command, newInstallation } from '../support/server-process.ts'
import { newSharedDatabase, postgresAddress } from '../support/shared-database.ts'
import { eventually } from '../support/workspace.ts'

/** Requests to one endpoint that one process has under way at most. */
const atOnce = 16
const count = 40

const ending: (() => Promise<unknown>)[] = []
afterAll(async () => {
  for (const end of ending.toReversed()) await end()
})

it.skipIf(postgresAddress === '')(
  'loses and reorders nothing when one of two workers is killed while both deliver (on PostgreSQL: TEST_DATABASE_URL)',
  async () => {
    const receiver = await startReceiver()
    ending.push(() => receiver.close())
    const database = await newSharedDatabase('couriers')
    ending.push(() => database.drop())
    const rollcall = await newInstallation({ DATABASE_URL: database.address })
    const started = (command: Command) => {
      ending.push(() => command.end('SIGKILL'))
      return command
    }
    const web = started(await rollcall.serve({}, 'web'))
    const ada = await rollcall.claim(web)
    const { id, secret } = await ada.call(createWebhook, {
      body: { name: 'Receiver', url: receiver.url, types: ['user.created', 'user.updated', 'user.deactivated'] },
    })
    await ada.call(updateWebhook, { params: { id }, body: { state: 'paused' } })
    const token = await ada.call(createToken, { body: { name: 'idp', scopes: ['scim:write'] } })
    const scim = scimClient(rollcall.url, { authorization: `Bearer ${token.secret}` })
    const users: string[] = []
    for (let n = 0; n < count; n++) users.push((await scim.expecting(201, 'POST', '/Users', oktaUser(`k${n}`))).body.id)
    const change = async (title: string) => {
      for (const user of users) await scim.expecting(204, 'PATCH', `/Users/${user}`, patchOf({ op: 'replace', path: 'title', value: title }))
    }
    await change('before')
    const [first, second] = [started(await database.startWorker(rollcall)), started(await database.startWorker(rollcall))]

    // Nothing is answered until both have all in hand that one can have.
    const held: (() => void)[] = []
    receiver.answer = () => response => void held.push(() => response.writeHead(204).end())
    await ada.call(updateWebhook, { params: { id }, body: { state: 'active' } })
    await eventually(
      async () => receiver.received.length,
      length => length === 2 * atOnce,
      14,
    )
    expect((await first.end('SIGKILL')).code).toBeNull()
    receiver.answer = () => 204
    for (const answer of held) answer()
    await change('after')
    for (const user of users) await scim.expecting(204, 'PATCH', `/Users/${user}`, patchOf({ op: 'replace', path: 'active', value: false }))
    await eventually(
      async () => [(await ada.call(readWebhook, { params: { id } })).waiting, (await ada.call(listEvents, { query: { limit: 1000 } })).items.length],
      ([waiting, published = 0]) => waiting === 0 && published >= 4 * count,
      90,
    )

    const told = (await ada.call(listEvents, { query: { limit: 1000 } })).items.filter(({ data }) => users.includes(data.subject.id))
    expect(told).toHaveLength(4 * count)
    const byId = Map.groupBy(receiver.received, ({ headers }) => String(headers['webhook-id']))
    expect(new Set(byId.keys())).toEqual(new Set(told.map(event => event.id)))
    // What the dead one had in hand came again, the same under the same id; nothing else did.
    const again = [...byId.values()].filter(requests => requests.length > 1)
    expect(again).toHaveLength(atOnce)
    for (const requests of again) expect([requests.length, new Set(requests.map(({ body }) => body)).size]).toEqual([2, 1])
    for (const user of users) {
      const arrived = receiver.of(user).map(event => event.id)
      expect(arrived.filter((each, index) => each !== arrived[index - 1])).toEqual(told.filter(({ data }) => data.subject.id === user).map(event => event.id))
    }
    expect(receiver.received.filter(request => !isGenuine(secret, request))).toEqual([])
    expect((await second.end('SIGTERM')).code).toBe(0)
  },
)
