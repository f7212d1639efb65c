import { z } from 'zod'
import { VendorError } from '../kit/index.ts'
import type { Organisation, VendorApi } from '../kit/index.ts'
import { query } from './api.ts'

const Row = z.object({ Id: z.string().regex(/^00D\w{12}(\w{3})?$/), Name: z.string() })

/** The org itself: there is one row of it, and every user may read it (Object Reference, Organization). */
export const readOrganisation = async (api: VendorApi): Promise<Organisation> => {
  const [row] = await query(api, 'SELECT Id, Name FROM Organization LIMIT 1', Row)
  if (row === undefined) throw new VendorError('malformed', 'Salesforce does not say which org this is.')
  return { id: row.Id, name: row.Name }
}
