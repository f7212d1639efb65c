// A server is killed in the middle of delivering; what was told arrives nevertheless, each user's events in their order.
import { afterAll, expect, it } from 'vitest'
import { createToken, createWebhook, listEvents, readWebhook, updateWebhook } from '@rollcall/contract'
import { oktaUser, patchOf, scimClient } from '../scim/scim-client.ts'
import { isGenuine, startReceiver } from '../support/receiver.ts'
import { type Command, newInstallation } from '../support/server-process.ts'
import { eventually } from '../support/workspace.ts'

const running: Command[] = []
const receiver = await startReceiver()
afterAll(async () => {
  for (const command of running) await command.end('SIGKILL')
  await receiver.close()
})

it('loses and reorders nothing when it is killed three times while it delivers', { timeout: 240_000 }, async () => {
  const rollcall = await newInstallation()
  const first = await rollcall.serve()
  running.push(first)
  const ada = await rollcall.claim(first)
  const { id, secret } = await ada.call(createWebhook, {
    body: { name: 'Receiver', url: receiver.url, types: ['user.created', 'user.updated', 'user.deactivated'] },
  })
  const token = await ada.call(createToken, { body: { name: 'idp', scopes: ['scim:write'] } })
  const scim = scimClient(rollcall.url, { authorization: `Bearer ${token.secret}` })
  // All of it waits when it begins, and each request is slow enough to be caught in the middle.
  await ada.call(updateWebhook, { params: { id }, body: { state: 'paused' } })
  receiver.answer = () => response => void setTimeout(() => response.writeHead(204).end(), 150)
  const users: string[] = []
  for (let n = 0; n < 40; n++) users.push((await scim.expecting(201, 'POST', '/Users', oktaUser(`k${n}`))).body.id)
  for (const title of ['a', 'b', 'c'])
    for (const user of users) await scim.expecting(204, 'PATCH', `/Users/${user}`, patchOf({ op: 'replace', path: 'title', value: title }))
  for (const user of users) await scim.expecting(204, 'PATCH', `/Users/${user}`, patchOf({ op: 'replace', path: 'active', value: false }))

  let server = first
  await ada.call(updateWebhook, { params: { id }, body: { state: 'active' } })
  for (const kill of [1, 2, 3]) {
    await eventually(
      async () => receiver.received.length,
      length => length >= kill * 20,
    )
    await server.end('SIGKILL')
    server = await rollcall.serve()
    running.push(server)
  }
  expect(receiver.received.length).toBeLessThan(200)
  await eventually(
    () => ada.call(readWebhook, { params: { id } }),
    ({ waiting }) => waiting === 0,
    60,
  )

  const told = (await ada.call(listEvents, { query: { limit: 1000 } })).items.filter(({ data }) => users.includes(data.subject.id))
  expect(told).toHaveLength(200)
  expect(new Set(receiver.received.map(({ event }) => event.id))).toEqual(new Set(told.map(event => event.id)))
  for (const user of users) {
    const arrived = receiver.of(user).map(event => event.id)
    // One may come twice, when the server died before it could write down that it had come; never after a later one.
    const once = arrived.filter((each, index) => each !== arrived[index - 1])
    expect(once).toEqual(told.filter(({ data }) => data.subject.id === user).map(event => event.id))
  }
  expect(receiver.received.filter(request => !isGenuine(secret, request))).toEqual([])
})
