import { VendorError } from './vendor-error.ts'
import type { VendorErrorKind } from './vendor-error.ts'

/** What was asked for, or null when the vendor has no such thing: by answering that, or by one of the other refusals that are named. */
export const orNull = async <T>(asked: Promise<T>, ...also: VendorErrorKind[]): Promise<T | null> => {
  try {
    return await asked
  } catch (thrown) {
    if (thrown instanceof VendorError && ['not_found', ...also].includes(thrown.kind)) return null
    throw thrown
  }
}
