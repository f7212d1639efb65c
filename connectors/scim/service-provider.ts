import { VendorError } from '../kit/index.ts'
import type { VendorApi } from '../kit/index.ts'
import { ServiceProviderConfig } from './wire.ts'

/** What the server says it can do. One that says nothing is taken at the standard's minimum: PATCH is tried, paging is by index. */
export type Abilities = { patch: boolean; etag: boolean; cursor: boolean }

export const scimHeaders = { accept: 'application/scim+json, application/json' }

export const readAbilities = async (api: VendorApi): Promise<Abilities> => {
  try {
    const { body } = await api.get('/ServiceProviderConfig', { headers: scimHeaders, expect: ServiceProviderConfig })
    return { patch: body.patch?.supported ?? true, etag: body.etag?.supported ?? false, cursor: body.pagination?.cursor ?? false }
  } catch (thrown) {
    if (thrown instanceof VendorError && (thrown.kind === 'not_found' || thrown.kind === 'refused')) return { patch: true, etag: false, cursor: false }
    throw thrown
  }
}
