import type { Context } from '../../../context.ts'
import type { Claims } from '../access/claims.ts'
import type { GrantSource } from '../grant.ts'
import type { Json, JsonObject } from './json.ts'
import type { Projection } from './project.ts'
import { ScimError } from './scim-error.ts'

/** What every write needs, whichever door it came through. */
export interface WriteCall {
  readonly ctx: Context
  /** The door it came through: what it grants is recorded under this, and gives way to what a stronger door gave. */
  readonly source: GrantSource
  readonly ifMatch: string | null
}

/** One SCIM request on its way through the engine. */
export interface ScimCall extends WriteCall {
  /** Where the server is reached: `https://rollcall.example/api/scim/v2`. */
  readonly baseUrl: string
  readonly projection: Projection
  /** What the identity provider claims of the user, where it signs somebody in. */
  readonly claims?: Claims
  readonly ifNoneMatch: string | null
  /** A question over users and groups at once: an attribute of the others is no mistake. */
  readonly everywhere: boolean
  /** Attributes that were sent and that no schema has. */
  readonly ignored: string[]
}

export interface ScimAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Json
  /** What was done, for the provisioning log: `created`, `deactivated`, `unchanged`. */
  readonly outcome: string
}

const tagsOf = (header: string): string[] => header.split(',').map(tag => tag.trim().replace(/^W\//, ''))

const names = (header: string, etag: string): boolean => tagsOf(header).includes('*') || tagsOf(header).includes(etag.replace(/^W\//, ''))

/** RFC 7644, section 3.14: refuses with 412 when the client looked at another version. */
export function refuseStale(call: Pick<WriteCall, 'ifMatch'>, etag: string): void {
  if (call.ifMatch !== null && !names(call.ifMatch, etag))
    throw new ScimError(412, null, 'The resource has changed since it was read. Read it again, then repeat the change.')
}

/** A resource, or 304 when the client has this version already. */
export function answerResource(call: ScimCall, status: number, resource: JsonObject, place: { etag: string; location: string }, outcome: string): ScimAnswer {
  const headers = { etag: place.etag, location: place.location }
  if (status === 200 && outcome === 'read' && call.ifNoneMatch !== null && names(call.ifNoneMatch, place.etag))
    return { status: 304, headers, body: null, outcome: 'not modified' }
  return { status, headers, body: resource, outcome }
}

export const notFound = (kind: 'User' | 'Group', id: string) => new ScimError(404, null, `There is no ${kind} ${id.slice(0, 100)}.`)
