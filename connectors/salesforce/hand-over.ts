import { z } from 'zod'
import { nextUrl, VendorError, wholeRows } from '../kit/index.ts'
import type { HandOver, VendorApi } from '../kit/index.ts'
import { dataPath, QueryResult, soqlText } from './api.ts'
import { readAccount } from './users.ts'

const Id = z.object({ Id: z.string().min(1) })
const Saved = z.array(z.object({ success: z.boolean(), errors: z.array(z.object({ message: z.string() })) }))

/** What somebody's work rests on: closed deals stay with whoever won them, as reports want. */
const owned = [
  { type: 'Opportunity', where: ' AND IsClosed = false' },
  { type: 'Account', where: '' },
] as const

/** "Up to 200 records" ("Update Multiple Records with Fewer Round-Trips"). */
const batch = 200

/** Open opportunities and accounts that belong to somebody. */
export const countOwned = async (api: VendorApi, externalId: string): Promise<number> => (await ownedBy(api, externalId)).length

/**
 * Gives open opportunities and accounts to another user, who has to be able to sign in. Only what still belongs to the first is moved, so
 * that a repetition goes on where the last one ended. A record that Salesforce does not move ends it with its words; the others have moved.
 */
export const handOver = async (api: VendorApi, { fromExternalId, toExternalId }: HandOver): Promise<{ moved: number }> => {
  const heir = await readAccount(api, toExternalId)
  if (heir === null) throw new VendorError('not_found', `${api.name} has no user to hand over to.`, { status: 404 })
  if (heir.status !== 'active')
    throw new VendorError('refused', `${heir.userName} is ${heir.vendorStatus} in ${api.name}; hand over to somebody who can sign in.`)
  if ((await readAccount(api, fromExternalId)) === null) throw new VendorError('not_found', `${api.name} has no user to hand over from.`, { status: 404 })
  const records = await ownedBy(api, fromExternalId)
  let moved = 0
  const refusals: string[] = []
  for (let start = 0; start < records.length; start += batch) {
    const body = { allOrNone: false, records: records.slice(start, start + batch).map(({ type, id }) => ({ attributes: { type }, id, OwnerId: toExternalId })) }
    const { body: saved } = await api.request({ method: 'PATCH', path: dataPath('/composite/sobjects'), body, expect: Saved, idempotent: true })
    moved += saved.filter(({ success }) => success).length
    refusals.push(...saved.flatMap(({ errors }) => errors.map(({ message }) => message)))
  }
  const [first] = refusals
  if (first !== undefined) throw new VendorError('refused', `${api.name} handed over ${moved} of ${records.length} records; of another it says: ${first}`)
  return { moved }
}

const ownedBy = async (api: VendorApi, externalId: string): Promise<{ type: string; id: string }[]> => {
  const records: { type: string; id: string }[] = []
  for (const { type, where } of owned) {
    const q = `SELECT Id FROM ${type} WHERE OwnerId = ${soqlText(externalId)}${where}`
    const source = { path: dataPath('/query'), query: { q }, paging: nextUrl(['nextRecordsUrl']), list: QueryResult, raw: Id }
    for await (const record of wholeRows(api, `records of the type ${type}`, source)) records.push({ type, id: record.Id })
  }
  return records
}
