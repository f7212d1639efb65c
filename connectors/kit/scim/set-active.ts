import { z } from 'zod'
import type { AccountChange } from '../connector.ts'
import type { VendorApi } from '../vendor-api.ts'
import { VendorError } from '../vendor-error.ts'
import { readAbilities, scimHeaders } from './service-provider.ts'
import type { Dialect } from './service-provider.ts'
import { patchSchema } from './wire.ts'

const contentType = 'application/scim+json'

/** The change as RFC 7644 section 3.5.2 words it, with a path: what every server that can PATCH understands. */
export const activePatch = (active: boolean) => ({ schemas: [patchSchema], Operations: [{ op: 'replace', path: 'active', value: active }] })

/** Switches an account on or off: by PATCH, or by PUT of the whole resource where the server has no PATCH. */
export const setActive =
  (dialect: Dialect, active: boolean) =>
  async (api: VendorApi, { externalId, version }: AccountChange): Promise<void> => {
    const path = `/Users/${encodeURIComponent(externalId)}`
    const { patch, etag } = await readAbilities(api, dialect)
    if (!patch) return replaceWhole(api, path, version, active)
    const headers = { ...scimHeaders, ...ifMatch(etag ? version : null) }
    try {
      // Under If-Match a repeated request would meet its own first effect as a conflict, so it is not repeated blindly.
      await api.request({ method: 'PATCH', path, headers, contentType, body: activePatch(active), idempotent: !('if-match' in headers) })
    } catch (thrown) {
      if (!(thrown instanceof VendorError) || (thrown.status !== 405 && thrown.status !== 501)) throw thrown
      await replaceWhole(api, path, version, active)
    }
  }

/** RFC 7644 section 3.5.1. What the server gave is sent back as it was, apart from `active`; only servers without ETags have it overwritten unguarded. */
const replaceWhole = async (api: VendorApi, path: string, version: string | null, active: boolean): Promise<void> => {
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
    body: { ...resource, active },
    idempotent: current === null,
  })
}

const isEtag = (version: string | null): version is string => version !== null && /^(W\/)?".*"$/.test(version)

const ifMatch = (version: string | null): Record<string, string> => (isEtag(version) ? { 'if-match': version } : {})
