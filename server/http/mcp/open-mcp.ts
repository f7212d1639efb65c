import { McpServer, ResourceTemplate } from '@modelcontextprotocol/sdk/server/mcp.js'
import { profileMarkdown, profiles } from '@rollcall/connectors/profiles'
import type { Endpoint } from '@rollcall/contract'
import { z } from 'zod'
import { version } from '../../version.ts'
import { type Prompt, prompts } from './prompts.ts'
import { onlyReads, type Tool, tools } from './tools.ts'

export interface Parts {
  readonly params: Record<string, unknown>
  readonly query: Record<string, unknown>
  readonly body: Record<string, unknown> | undefined
}

/** Calls one endpoint of the REST API as whoever asks; throws an Error with the sentence of a refusal. */
export type CallEndpoint = (endpoint: Endpoint, parts: Parts) => Promise<unknown>

const instructions =
  'Rollcall knows who has which account, what is out of step, and what was said in calls with customers. You can read what the person you act for may read, and draft plans. Nothing you do changes an account: plans are approved by a person in the console.'

/** The Model Context Protocol over the REST API: the same permissions, the same sentences, the same audit. */
export function openMcp(call: CallEndpoint): McpServer {
  const server = new McpServer({ name: 'rollcall', title: 'Rollcall', version }, { instructions })
  for (const tool of tools) addTool(server, tool, call)
  for (const prompt of prompts) addPrompt(server, prompt)
  addProfiles(server)
  return server
}

const shapeOf = (schema: z.ZodType | undefined): Record<string, z.ZodType> => (schema instanceof z.ZodObject ? schema.shape : {})

function addTool(server: McpServer, tool: Tool, call: CallEndpoint): void {
  const { endpoint, name, description } = tool
  const [params, query, body] = [shapeOf(endpoint.params), shapeOf(endpoint.query), shapeOf(endpoint.body)]
  const readOnly = onlyReads(tool)
  server.registerTool(
    name,
    {
      title: endpoint.summary.replace(/\.$/, ''),
      description,
      inputSchema: { ...params, ...query, ...body },
      annotations: { readOnlyHint: readOnly, destructiveHint: false, idempotentHint: readOnly, openWorldHint: false },
    },
    async (given: Record<string, unknown>) => {
      const of = (shape: object) => Object.fromEntries(Object.entries(given).filter(([key]) => key in shape))
      try {
        const answer = await call(endpoint, { params: of(params), query: of(query), body: endpoint.body === undefined ? undefined : of(body) })
        return { content: [{ type: 'text', text: JSON.stringify(answer) }], structuredContent: answer as Record<string, unknown> }
      } catch (thrown) {
        // The model reads the same sentence as a person would, and may do what it says.
        return { isError: true, content: [{ type: 'text', text: thrown instanceof Error ? thrown.message : String(thrown) }] }
      }
    },
  )
}

function addPrompt(server: McpServer, { name, title, argument, text }: Prompt): void {
  server.registerPrompt(name, { title, argsSchema: { [argument.name]: z.string().describe(argument.description) } }, given => ({
    messages: [{ role: 'user', content: { type: 'text', text: text(String((given as Record<string, unknown>)[argument.name])) } }],
  }))
}

const addressOf = (id: string): string => `rollcall://apps/${id}`

/** What is known of each app, as a page to read. It is the same in every workspace, so that anyone may. */
function addProfiles(server: McpServer): void {
  const list = () => ({ resources: profiles.map(({ id, name, summary }) => ({ uri: addressOf(id), name, description: summary, mimeType: 'text/markdown' })) })
  server.registerResource(
    'app',
    new ResourceTemplate(addressOf('{id}'), { list }),
    { title: 'How the users of an app are managed', mimeType: 'text/markdown' },
    async (uri, { id }) => {
      const profile = profiles.find(each => each.id === id)
      if (profile === undefined) throw new Error(`Nothing is known of an app named ${String(id)}.`)
      return { contents: [{ uri: uri.href, mimeType: 'text/markdown', text: profileMarkdown(profile) }] }
    },
  )
}
