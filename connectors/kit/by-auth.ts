import type { VendorApi } from './vendor-api.ts'

/** One capability that a connector has in several ways, by the kind of the auth choice: a connection uses the way that it signs in by. */
export const byAuth =
  <Args extends [VendorApi, ...unknown[]], Result>(ways: Record<string, (...args: Args) => Result>) =>
  (...args: Args): Result => {
    const [{ auth, name }] = args
    const way = ways[auth]
    if (way === undefined) throw new Error(`${name} is not reached by ${auth}.`)
    return way(...args)
  }
