import type { Context } from '../../../context.ts'
import type { Claims } from '../access/claims.ts'
import type { GrantSource } from '../grant.ts'
import type { Json, JsonObject } from './json.ts'
import type { Projection } from './project.ts'
import { ScimError } from './scim-error.ts'

/** RFC 9110, section 13.1: the versions that a request is meant for, and those that it is not. */
export interface Preconditions {
  readonly ifMatch: string | null
  readonly ifNoneMatch: string | null
}

/** What every write needs, whichever door it came through. */
export interface WriteCall extends Preconditions {
  readonly ctx: Context
  /** The door it came through: what it grants is recorded under this, and gives way to what a stronger door gave. */
  readonly source: GrantSource
}

/** One SCIM request on its way through the engine. */
export interface ScimCall extends WriteCall {
  /** Where the server is reached: `https://rollcall.example/api/scim/v2`. */
  readonly baseUrl: string
  readonly projection: Projection
  /** What the identity provider claims of the user, where it signs somebody in. */
  readonly claims?: Claims
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
  /** Names of the attributes that were changed, where a resource was there before: `title`, `nickName (removed)`. */
  readonly changed?: readonly string[]
}

const tagsOf = (header: string): string[] => header.split(',').map(tag => tag.trim().replace(/^W\//, ''))

const names = (header: string, etag: string): boolean => tagsOf(header).includes('*') || tagsOf(header).includes(etag.replace(/^W\//, ''))

export const etagOf = (version: number): string => `W/"${version}"`

/** The versions that If-Match lets a change begin from; null where it lets any. */
export const versionsAllowed = ({ ifMatch }: Preconditions): number[] | null =>
  ifMatch === null || tagsOf(ifMatch).includes('*') ? null : tagsOf(ifMatch).flatMap(tag => (/^"\d{1,9}"$/.test(tag) ? [Number(tag.slice(1, -1))] : []))

/** RFC 7644, section 3.14, and RFC 9110, section 13.1: refuses a change with 412 when the client speaks of another version. */
export function refuseStale(call: Preconditions, version: number): void {
  if (call.ifMatch !== null && !names(call.ifMatch, etagOf(version)))
    throw new ScimError(412, null, 'The resource has changed since it was read. Read it again, then repeat the change.')
  if (call.ifNoneMatch !== null && names(call.ifNoneMatch, etagOf(version)))
    throw new ScimError(412, null, 'The resource is at a version that If-None-Match excludes. Leave the header out to change it all the same.')
}

/** A resource, or 304 when the client has this version already. */
export function answerResource(call: ScimCall, status: number, resource: JsonObject, place: { etag: string; location: string }, outcome: string): ScimAnswer {
  const headers = { etag: place.etag, location: place.location }
  if (status === 200 && outcome === 'read' && call.ifNoneMatch !== null && names(call.ifNoneMatch, place.etag))
    return { status: 304, headers, body: null, outcome: 'not modified' }
  return { status, headers, body: resource, outcome }
}

export const notFound = (kind: 'User' | 'Group', id: string) => new ScimError(404, null, `There is no ${kind} ${id.slice(0, 100)}.`)
