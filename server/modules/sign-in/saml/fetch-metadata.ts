import { openWire, VendorError, WireFailure } from '@rollcall/connectors/kit'
import type { Context } from '../../../context.ts'
import { Refused } from '../../../errors.ts'
import { type Metadata, readMetadata } from './read-metadata.ts'

const timeouts = { connectMs: 5000, headersMs: 10_000, bodyMs: 10_000, totalMs: 15_000 }

/** Reads metadata from its address through the address guard. Refuses `address_refused`, `vendor_unreachable` or `vendor_malformed`. */
export async function fetchMetadata(ctx: Context, address: string): Promise<Metadata> {
  const wire = openWire(ctx.config.allowPrivate, timeouts)
  const at = 'saml.metadataUrl'
  try {
    const { status, text } = await wire.send({
      method: 'GET',
      url: new URL(address),
      headers: { accept: 'application/samlmetadata+xml, application/xml, text/xml' },
      credentials: {},
      body: null,
    })
    if (status !== 200)
      throw new Refused('vendor_unreachable', `${new URL(address).host} answered ${status} at the metadata address. Check the address.`, { at })
    return readMetadata(text)
  } catch (thrown) {
    if (thrown instanceof VendorError)
      throw new Refused(thrown.kind === 'address' ? 'address_refused' : 'vendor_unreachable', thrown.message, { at, cause: thrown })
    if (thrown instanceof WireFailure) throw new Refused('vendor_unreachable', `The metadata cannot be read: ${thrown.message}.`, { at, cause: thrown })
    throw thrown
  } finally {
    await wire.close()
  }
}
