import { endpoints, type Endpoint } from '@rollcall/contract'
import type { Plugin } from 'vite'

const virtualId = '\0contract-addresses'

/**
 * In the browser an endpoint is only its method and path: the types have done their work, and the server parses. This leaves zod (31 kB of
 * compressed script, and a probe for `new Function` that the content security policy refuses) out of the console.
 */
export const contractAddresses = (): Plugin => ({
  name: 'contract-addresses',
  enforce: 'pre',
  resolveId: source => (source === '@rollcall/contract' ? virtualId : null),
  load: id =>
    id === virtualId
      ? Object.values(endpoints)
          .filter((one): one is typeof one & Endpoint => 'method' in one && 'path' in one)
          .map(one => `export const ${one.id} = ${JSON.stringify({ id: one.id, method: one.method, path: one.path })}`)
          .join('\n')
      : null,
})
