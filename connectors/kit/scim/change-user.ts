import { z } from 'zod'
import type { AccountChange } from '../connector.ts'
import type { VendorApi } from '../vendor-api.ts'
import { VendorError } from '../vendor-error.ts'
import { readAbilities, scimHeaders } from './service-provider.ts'
import type { Dialect } from './service-provider.ts'
import { patchSchema } from './wire.ts'

export const contentType = 'application/scim+json'

/** What a user is to have, by attribute. */
type Values = Record<string, unknown>

/** The change as RFC 7644 section 3.5.2 words it, each with a path: what every server that can PATCH understands. */
export const patchOf = (...operations: { op: 'add' | 'remove' | 'replace'; path: string; value?: unknown }[]) => ({
  schemas: [patchSchema],
  Operations: operations,
})
export const replacing = (values: Values) => patchOf(...Object.entries(values).map(([path, value]) => ({ op: 'replace' as const, path, value })))

/** Switches an account on or off. */
export const setActive =
  (dialect: Dialect, active: boolean) =>
  (api: VendorApi, change: AccountChange): Promise<void> =>
    changeUser(dialect, api, change, { active })

/** Changes attributes of a user: by PATCH, or by PUT of the whole resource where the server has no PATCH. */
export const changeUser = async (dialect: Dialect, api: VendorApi, { externalId, version }: AccountChange, values: Values): Promise<void> => {
  const path = `/Users/${encodeURIComponent(externalId)}`
  const { patch, etag } = await readAbilities(api, dialect)
  if (!patch) return replaceWhole(api, path, version, values)
  const headers = { ...scimHeaders, ...ifMatch(etag ? version : null) }
  try {
    // Under If-Match a repeated request would meet its own first effect as a conflict, so it is not repeated blindly.
    await api.request({ method: 'PATCH', path, headers, contentType, body: replacing(values), idempotent: !('if-match' in headers) })
  } catch (thrown) {
    if (!(thrown instanceof VendorError) || (thrown.status !== 405 && thrown.status !== 501)) throw thrown
    await replaceWhole(api, path, version, values)
  }
}

/** RFC 7644 section 3.5.1. What the server gave is sent back as it was, apart from the change; only servers without ETags have it overwritten unguarded. */
const replaceWhole = async (api: VendorApi, path: string, version: string | null, values: Values): Promise<void> => {
  const { body: resource, headers } = await api.get(path, { headers: scimHeaders, expect: z.record(z.string(), z.unknown()) })
  const current = headers.etag ?? null
  if (current !== null && isEtag(version) && version !== current) {
    throw new VendorError('conflict', `${api.name} holds a newer version of this account than the one that was looked at.`, { status: 412 })
  }
  await api.request({
    method: 'PUT',
    path,
    headers: { ...scimHeaders, ...ifMatch(current) },
    contentType,
    body: { ...resource, ...values },
    idempotent: current === null,
  })
}

const isEtag = (version: string | null): version is string => version !== null && /^(W\/)?".*"$/.test(version)

const ifMatch = (version: string | null): Record<string, string> => (isEtag(version) ? { 'if-match': version } : {})
