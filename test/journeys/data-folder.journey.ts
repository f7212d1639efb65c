// One data folder and who comes to it: a second process, and an operator who stops the first.
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { companyCalls } from '@rollcall/simulators'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importEngagement, readEngagement } from '@rollcall/contract'
import { type Command, type Installation, newInstallation } from '../support/server-process.ts'
import { type Client, eventually } from '../support/workspace.ts'

const [call] = companyCalls(new Date()).filter(each => each.fileName === 'brightwater-pricing.vtt')
describe('a data folder', () => {
  let rollcall: Installation
  let server: Command
  let ada: Client
  // A model that answers when it is told to.
  const held: ServerResponse[] = []
  const model = createServer((_request, reply) => void held.push(reply))
  beforeAll(async () => {
    await once(model.listen(0, '127.0.0.1'), 'listening')
    rollcall = await newInstallation({ ROLLCALL_BRIEF_URL: `http://127.0.0.1:${(model.address() as AddressInfo).port}/v1` })
    server = await rollcall.serve()
    ada = await rollcall.claim(server)
  })
  afterAll(async () => {
    await server.end('SIGKILL')
    model.closeAllConnections()
    model.close()
  })

  it('is refused to a second process in one sentence, and the first is not harmed', async () => {
    const second = await rollcall.run(['start'], { PORT: '0' }).ended
    expect(second).toMatchObject({ code: 1, stdout: '' })
    expect(second.stderr).toMatch(
      new RegExp(
        `^The data folder ${rollcall.folder}/data is in use by process ${server.pid}, started \\S+\\. Stop that process, or give this one another ROLLCALL_DATA\\.\\n$`,
      ),
    )
    expect((await fetch(`${rollcall.url}/readyz`)).status).toBe(200)
  })

  it('is left in order by SIGTERM: what runs comes to its end first', async () => {
    const { id } = await ada.call(importEngagement, { body: { fileName: 'call.vtt', transcript: call?.transcript ?? '' } })
    const [reply] = await eventually(
      async () => held,
      all => all.length > 0,
    )
    const ended = server.end('SIGTERM')
    await eventually(
      () => fetch(rollcall.url).then(String, () => 'closed'),
      answer => answer === 'closed',
    )
    const brief = { summary: [{ text: 'They agreed on a price.', utterances: [0] }], actionItems: [] }
    reply?.end(JSON.stringify({ choices: [{ message: { content: JSON.stringify(brief) } }] }))
    expect(await ended).toMatchObject({ code: 0, stderr: '' })
    server = await rollcall.serve({}, 'web')
    const after = await ada.call(readEngagement, { params: { id } })
    expect(after).toMatchObject({ failure: null, brief: { summary: [{ text: 'They agreed on a price.' }], reason: null } })
    expect(held).toHaveLength(1)
  })
})
