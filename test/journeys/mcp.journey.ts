// `rollcall mcp` as an assistant on the same machine starts it: over standard input and output, with the official client.
import { join } from 'node:path'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Command, newInstallation } from '../support/server-process.ts'

const root = join(import.meta.dirname, '..', '..')

describe('`rollcall mcp`', () => {
  let server: Command
  let client: Client
  beforeAll(async () => {
    const rollcall = await newInstallation()
    server = await rollcall.serve()
    await rollcall.claim(server)
    client = new Client({ name: 'test', version: '1' })
    await client.connect(
      new StdioClientTransport({
        command: process.execPath,
        args: ['cli/main.ts', 'mcp'],
        cwd: root,
        env: { PATH: process.env.PATH ?? '', HOME: rollcall.folder, ROLLCALL_DATA: join(rollcall.folder, 'data') },
      }),
    )
  })
  afterAll(async () => {
    await client.close()
    await server.end('SIGKILL')
  })

  it('reads the workspace that runs here, as its operator', async () => {
    const { structuredContent } = await client.callTool({ name: 'list_findings', arguments: {} })
    expect(structuredContent).toMatchObject({ items: [], total: 0 })
    const refused = await client.callTool({ name: 'read_plan', arguments: { id: '00000000-0000-4000-8000-000000000000' } })
    expect(refused).toMatchObject({ isError: true })
  })
})
