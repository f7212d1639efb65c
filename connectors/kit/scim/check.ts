import { randomUUID } from 'node:crypto'
import { assertMayWrite } from '../may-write.ts'
import { orNull } from '../or-null.ts'
import type { VendorApi } from '../vendor-api.ts'
import { readAbilities, scimHeaders } from './service-provider.ts'
import type { Dialect } from './service-provider.ts'
import { replacing } from './change-user.ts'
import { ScimList } from './wire.ts'

/**
 * Reads one account and one group, then asks for a change of an account that does not exist: a token that may write hears "not found",
 * one that may only read hears "forbidden". Nothing is changed.
 */
export const check =
  (dialect: Dialect) =>
  async (api: VendorApi): Promise<string> => {
    const one = { headers: scimHeaders, query: { startIndex: '1', count: '1' }, expect: ScimList }
    await api.get('/Users', one)
    const groups = await orNull(api.get('/Groups', one), 'refused')
    const { patch } = await readAbilities(api, dialect)
    if (!patch) return 'May read accounts; accounts are changed by replacing them, which could not be tried without a change.'
    const path = `/Users/${randomUUID()}`
    await assertMayWrite(api, { method: 'PATCH', path, headers: scimHeaders, contentType: 'application/scim+json', body: replacing({ active: false }) })
    return groups === null ? 'May read and change accounts; the server has no groups.' : 'May read accounts and groups, and change accounts.'
  }
