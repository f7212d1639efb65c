import { z } from 'zod'
import type { VendorApi } from '../kit/index.ts'

/** One version for every call; Salesforce keeps versions for years. */
const version = 'v62.0'
export const dataPath = (path: string) => `/services/data/${version}${path}`

/** The reply of `query`, `queryAll` and their `nextRecordsUrl`. `totalSize` counts all pages. */
export const QueryResult = z
  .object({ totalSize: z.number().int(), done: z.boolean(), records: z.array(z.unknown()) })
  .transform(({ totalSize, records }) => ({ items: records, total: totalSize }))

export const SaveResult = z.object({ id: z.string().min(1), success: z.literal(true), created: z.boolean().optional() })

/** A refusal is a list of these. */
export const SalesforceErrors = z.array(z.object({ message: z.string(), errorCode: z.string() })).min(1)

/** A string as a SOQL literal. */
export const soqlText = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`

/** A short list by SOQL: one page. `deletedToo` looks into the recycle bin and the archive as well. */
export const query = async <T>(api: VendorApi, soql: string, record: z.ZodType<T>, deletedToo = false): Promise<T[]> => {
  const expect = z.object({ records: z.array(record) })
  const { body } = await api.get(dataPath(deletedToo ? '/queryAll' : '/query'), { query: { q: soql }, expect })
  return body.records
}
