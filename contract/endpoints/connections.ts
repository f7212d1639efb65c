import { z } from 'zod'
import { endpoint, unaudited } from '../endpoint.ts'
import { Connection, ConnectorCard } from '../records/connection.ts'
import { ConsoleScreenshot } from '../records/console.ts'
import { CrmAccount } from '../records/crm.ts'
import { Id } from '../scalars.ts'

const ById = z.object({ id: Id })
const Written = z.object({
  connector: z.string(),
  name: z.string().trim().min(1).max(120),
  /** Empty, as is `auth`, for what is read from files. */
  baseUrl: z.union([z.url(), z.literal('')]),
  auth: z.string().describe('The kind of one of the auth choices of the connector.'),
  /** By field name; secrets are sealed before they are stored and never answered. */
  credentials: z.record(z.string(), z.string()),
})

export const listConnectors = endpoint({
  id: 'listConnectors',
  method: 'GET',
  path: '/connectors',
  summary: 'The catalogue: what can be connected.',
  reply: z.object({ items: z.array(ConnectorCard) }),
  errors: [],
  permission: 'connections:read',
  audit: unaudited('read only'),
})

export const listConnections = endpoint({
  id: 'listConnections',
  method: 'GET',
  path: '/connections',
  summary: 'What is connected, and how it stands.',
  reply: z.object({ items: z.array(Connection) }),
  errors: [],
  permission: 'connections:read',
  audit: unaudited('read only'),
})

export const readConnection = endpoint({
  id: 'readConnection',
  method: 'GET',
  path: '/connections/:id',
  summary: 'One connection.',
  params: ById,
  reply: Connection,
  errors: ['not_found'],
  permission: 'connections:read',
  audit: unaudited('read only'),
})

/** The connection is checked before it is kept: credentials that prove nothing are refused with the vendor's reason. */
export const createConnection = endpoint({
  id: 'createConnection',
  method: 'POST',
  path: '/connections',
  summary: 'Connect a vendor.',
  body: Written,
  reply: Connection,
  errors: [
    'not_found',
    'credentials_refused',
    'permission_missing',
    'vendor_unreachable',
    'vendor_malformed',
    'vendor_refused',
    'vendor_limited',
    'address_refused',
    'conflict',
  ],
  permission: 'connections:write',
  audit: 'connection.created',
})

/** Credentials left out stay as they are. */
export const updateConnection = endpoint({
  id: 'updateConnection',
  method: 'PATCH',
  path: '/connections/:id',
  summary: 'Rename, pause or give new credentials.',
  params: ById,
  body: Written.omit({ connector: true }).partial().extend({ paused: z.boolean().optional() }),
  reply: Connection,
  errors: [
    'not_found',
    'credentials_refused',
    'permission_missing',
    'vendor_unreachable',
    'vendor_malformed',
    'vendor_refused',
    'vendor_limited',
    'address_refused',
    'conflict',
  ],
  permission: 'connections:write',
  audit: 'connection.changed',
})

export const deleteConnection = endpoint({
  id: 'deleteConnection',
  method: 'DELETE',
  path: '/connections/:id',
  summary: 'Disconnect; what was read of it goes, its audit stays.',
  params: ById,
  reply: z.object({ done: z.literal(true) }),
  errors: ['not_found'],
  permission: 'connections:write',
  audit: 'connection.deleted',
})

export const checkConnection = endpoint({
  id: 'checkConnection',
  method: 'POST',
  path: '/connections/:id/check',
  summary: 'Prove the permissions again, now.',
  params: ById,
  reply: Connection,
  errors: ['not_found'],
  permission: 'connections:write',
  audit: 'connection.checked',
})

/** Begins in the background; the connection's `reading` tells how far it is. */
export const syncConnection = endpoint({
  id: 'syncConnection',
  method: 'POST',
  path: '/connections/:id/sync',
  summary: 'Read everything the connection offers, now.',
  params: ById,
  reply: Connection,
  errors: ['not_found', 'conflict'],
  permission: 'connections:write',
  audit: 'connection.sync_asked',
})

/** Answers the address of the vendor's consent page; the vendor comes back to `/login/connection/callback`. */
export const authorizeConnection = endpoint({
  id: 'authorizeConnection',
  method: 'POST',
  path: '/connections/:id/authorize',
  summary: 'Begin the OAuth consent of a connection.',
  params: ById,
  reply: z.object({ url: z.url() }),
  errors: ['not_found', 'conflict'],
  permission: 'connections:write',
  audit: 'connection.authorize_begun',
})

export const readConsoleCheck = endpoint({
  id: 'readConsoleCheck',
  method: 'GET',
  path: '/connections/:id/console-check',
  summary: 'What the last check of an admin console saw.',
  params: ById,
  reply: z.object({ screenshot: ConsoleScreenshot.nullable() }),
  errors: ['not_found'],
  permission: 'connections:read',
  audit: unaudited('read only'),
})

/** Evidence of steps that were carried out in an admin console names its pictures by id and hash. */
export const readConsoleScreenshot = endpoint({
  id: 'readConsoleScreenshot',
  method: 'GET',
  path: '/console-screenshots/:id',
  summary: 'A picture of an admin console, kept as evidence.',
  params: ById,
  reply: ConsoleScreenshot,
  errors: ['not_found'],
  permission: 'people:read',
  audit: unaudited('read only'),
})

export const listCrmAccounts = endpoint({
  id: 'listCrmAccounts',
  method: 'GET',
  path: '/crm/accounts',
  summary: 'Imported CRM accounts by name or domain.',
  query: z.object({ q: z.string().max(200).default(''), limit: z.coerce.number().int().min(1).max(50).default(20) }),
  reply: z.object({ items: z.array(CrmAccount) }),
  errors: [],
  permission: 'calls:read',
  audit: unaudited('read only'),
})
