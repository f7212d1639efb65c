import { once } from 'node:events'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { openMcp } from '@rollcall/server/http/mcp/open-mcp.ts'
import type { Client } from '../client.ts'

/** The Model Context Protocol on standard input and output, until the client hangs up. Nothing else may be printed. */
export async function serveMcp(client: Client): Promise<void> {
  const mcp = openMcp((endpoint, parts) => client.call(endpoint, parts))
  await mcp.connect(new StdioServerTransport())
  await once(process.stdin, 'close')
  await mcp.close()
}
