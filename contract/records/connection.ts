import { z } from 'zod'
import { Id, Instant } from '../scalars.ts'
import { FileField } from './file-field.ts'

/** One field of the form that a connector's manifest asks for. */
export const CredentialField = z.object({
  name: z.string(),
  label: z.string(),
  help: z.string().nullable(),
  secret: z.boolean(),
  required: z.boolean(),
  /** A regular expression the value must match, with the sentence to say when it does not. */
  pattern: z.object({ regex: z.string(), message: z.string() }).nullable(),
  placeholder: z.string().nullable(),
})
export type CredentialField = z.infer<typeof CredentialField>

/** A way to sign in to a vendor; a connector may offer several. */
export const AuthChoice = z.object({
  kind: z.enum(['bearer', 'basic', 'api_key', 'oauth_code', 'oauth_client_credentials', 'oauth_client_assertion', 'oauth_jwt_bearer', 'console']),
  label: z.string(),
  fields: z.array(CredentialField),
})
export type AuthChoice = z.infer<typeof AuthChoice>

/** A kind of file: whom its rows are, and what a column may mean. */
export const FileKind = z.object({
  resource: z.enum(['identities', 'accounts']),
  fields: z.array(z.object({ name: FileField, label: z.string(), help: z.string().nullable() })),
})
export type FileKind = z.infer<typeof FileKind>

/** What the catalogue shows of a connector; derived from its manifest. */
export const ConnectorCard = z.object({
  id: z.string(),
  name: z.string(),
  category: z.enum(['identity', 'crm', 'app']),
  summary: z.string(),
  docs: z.url(),
  /** What to say of the base URL field of the form, and what the address must look like; null for what is read from files. */
  baseUrl: z
    .object({
      placeholder: z.string(),
      help: z.string(),
      example: z.string(),
      pattern: z.object({ regex: z.string(), message: z.string() }),
    })
    .nullable(),
  /** None for what is read from files. */
  auth: z.array(AuthChoice),
  /** What is read from files that people upload, and what their columns may mean; null for a vendor that is asked. */
  file: FileKind.nullable(),
  /** Derived from the functions that the connector has: `reads people`, `writes tasks` ... */
  capabilities: z.array(z.string()),
  /** Honest words: "vendor's OpenAPI, simulator". */
  testedAgainst: z.string(),
})
export type ConnectorCard = z.infer<typeof ConnectorCard>

/** How a read of a source ended. From an incomplete read nothing that removes access can be planned. */
export const ReadVerdict = z.object({
  id: Id,
  resource: z.string(),
  complete: z.boolean(),
  /** Why it is incomplete, one sentence each. */
  problems: z.array(z.string()),
  rows: z.number().int(),
  pages: z.number().int(),
  startedAt: Instant,
  endedAt: Instant,
})
export type ReadVerdict = z.infer<typeof ReadVerdict>

export const Connection = z.object({
  id: Id,
  connector: z.string(),
  name: z.string(),
  baseUrl: z.string(),
  /** The kind of the auth choice that it signs in by. */
  auth: z.string(),
  state: z.enum(['unchecked', 'working', 'needs_attention', 'paused']),
  /** One sentence: how it stands and what to do. */
  detail: z.string(),
  checkedAt: Instant.nullable(),
  /** A read is running now: what, and how far. */
  reading: z.object({ resource: z.string(), rows: z.number().int() }).nullable(),
  lastReads: z.array(ReadVerdict),
  createdAt: Instant,
})
export type Connection = z.infer<typeof Connection>
