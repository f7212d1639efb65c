import { randomUUID } from 'node:crypto'
import type { VendorApi } from '../vendor-api.ts'
import { VendorError } from '../vendor-error.ts'
import { readAbilities, scimHeaders } from './service-provider.ts'
import type { Dialect } from './service-provider.ts'
import { activePatch } from './set-active.ts'
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
    const groups = await absent(api.get('/Groups', one))
    const { patch } = await readAbilities(api, dialect)
    if (!patch) return 'May read accounts; accounts are changed by replacing them, which could not be tried without a change.'
    const path = `/Users/${randomUUID()}`
    const nobody = await absent(api.request({ method: 'PATCH', path, headers: scimHeaders, contentType: 'application/scim+json', body: activePatch(false) }))
    if (!nobody) throw new VendorError('malformed', `${api.name} agreed to change an account that does not exist; check the base URL.`)
    return groups ? 'May read and change accounts; the server has no groups.' : 'May read accounts and groups, and change accounts.'
  }

/** Whether the vendor answers that it has no such thing. */
const absent = async (asked: Promise<unknown>): Promise<boolean> => {
  try {
    await asked
    return false
  } catch (thrown) {
    if (thrown instanceof VendorError && (thrown.kind === 'not_found' || thrown.kind === 'refused')) return true
    throw thrown
  }
}
