import { createToken } from '@rollcall/contract'
import { type Client, signInAdmin, type Workspace } from '../support/workspace.ts'

// oxlint-disable-next-line typescript/no-explicit-any -- replies of a protocol are read by the tests as they come
export type Wire = any

export interface ScimReply {
  readonly status: number
  readonly headers: Headers
  readonly body: Wire
}

/** An identity provider: sends SCIM over real HTTP with the headers that its product sends. */
export interface ScimClient {
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<ScimReply>
  get(path: string, headers?: Record<string, string>): Promise<ScimReply>
  /** Fails with the reply where the status is another one. */
  expecting(status: number, method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<ScimReply>
}

export interface ProvisionedWorkspace {
  readonly admin: Client
  readonly secret: string
  readonly scim: ScimClient
}

/** Signs the admin in and makes a token for provisioning. */
export async function provision(workspace: Workspace, headers: Record<string, string> = {}): Promise<ProvisionedWorkspace> {
  const admin = await signInAdmin(workspace)
  const { secret } = await admin.call(createToken, { body: { name: 'idp', scopes: ['scim:write'] } })
  return { admin, secret, scim: scimClient(workspace.url, { authorization: `Bearer ${secret}`, ...headers }) }
}

export function scimClient(url: string, own: Record<string, string>): ScimClient {
  const send: ScimClient['send'] = async (method, path, body, headers = {}) => {
    const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/scim+json; charset=utf-8' }
    const reply = await fetch(`${url}/api/scim/v2${path}`, {
      method,
      headers: { accept: 'application/scim+json', ...type, ...own, ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await reply.text()
    return { status: reply.status, headers: reply.headers, body: text === '' ? null : JSON.parse(text) }
  }
  return {
    send,
    get: (path, headers) => send('GET', path, undefined, headers),
    expecting: async (status, method, path, body, headers) => {
      const reply = await send(method, path, body, headers)
      if (reply.status !== status) throw new Error(`${method} ${path} answered ${reply.status} in place of ${status}: ${JSON.stringify(reply.body)}`)
      return reply
    },
  }
}

export const query = (parts: Record<string, string>): string => `?${new URLSearchParams(parts)}`

export const coreUser = 'urn:ietf:params:scim:schemas:core:2.0:User'
export const enterpriseUser = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
export const coreGroup = 'urn:ietf:params:scim:schemas:core:2.0:Group'
export const patchOp = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'

/** A user as Okta sends one. */
export const oktaUser = (name: string, extra: Record<string, unknown> = {}) => ({
  schemas: [coreUser],
  userName: `${name}@acme.test`,
  name: { givenName: name, familyName: 'Acme' },
  emails: [{ primary: true, value: `${name}@acme.test`, type: 'work' }],
  displayName: `${name} Acme`,
  locale: 'en-US',
  externalId: `00u-${name}`,
  groups: [],
  password: '1mz050nq',
  active: true,
  ...extra,
})

export const patchOf = (...operations: object[]) => ({ schemas: [patchOp], Operations: operations })
