import { errorCodeOf } from '../../../errors.ts'
import { ScimError } from './scim-error.ts'

const mostAttempts = 5

/**
 * Runs one request on the database. Requests that wait for each other in a circle begin again, since each is whole or absent; what the database
 * cannot keep is refused as the client's mistake that it is.
 */
export async function withStorageRefusals<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++)
    try {
      return await run()
    } catch (thrown) {
      const code = errorCodeOf(thrown) ?? ''
      // 40P01 deadlock, 40001 serialisation.
      if ((code === '40P01' || code === '40001') && attempt < mostAttempts) continue
      // 22P05 and 22021: a zero byte, which PostgreSQL keeps in no text.
      if (code === '22P05' || code === '22021') throw new ScimError(400, 'invalidValue', 'A text holds a character that cannot be kept.')
      // 54000: an entry of an index has to fit into a third of a page.
      if (code === '54000') throw new ScimError(400, 'invalidValue', 'A name, an address or an identifier is too long to be kept.')
      throw thrown
    }
}
