import type { VendorApi, VendorRequest } from './vendor-api.ts'
import { VendorError } from './vendor-error.ts'

/**
 * Proves that a credential may change accounts, without changing one: asks for a change of an account that does not exist. A credential that
 * may write hears "not found"; one that may only read hears "forbidden", which is thrown.
 */
export const assertMayWrite = async (api: VendorApi, changeOfNobody: VendorRequest<null>): Promise<void> => {
  try {
    await api.request(changeOfNobody)
  } catch (thrown) {
    if (thrown instanceof VendorError && (thrown.kind === 'not_found' || thrown.kind === 'refused')) return
    throw thrown
  }
  throw new VendorError('malformed', `${api.name} agreed to change an account that does not exist; check the base URL.`)
}

/** The same as an answer, for connections that are of use without any change: false when the credential may only read. */
export const mayWrite = async (api: VendorApi, changeOfNobody: VendorRequest<null>): Promise<boolean> => {
  try {
    await assertMayWrite(api, changeOfNobody)
    return true
  } catch (thrown) {
    if (thrown instanceof VendorError && thrown.kind === 'permission') return false
    throw thrown
  }
}
