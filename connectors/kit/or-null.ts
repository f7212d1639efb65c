import { VendorError } from './vendor-error.ts'

/** What was asked for, or null when the vendor has no such thing. */
export const orNull = async <T>(asked: Promise<T>): Promise<T | null> => {
  try {
    return await asked
  } catch (thrown) {
    if (thrown instanceof VendorError && thrown.kind === 'not_found') return null
    throw thrown
  }
}
