import { z } from 'zod'
import { readPages } from './paging.ts'
import type { Source } from './paging.ts'
import type { VendorApi } from './vendor-api.ts'
import { VendorError } from './vendor-error.ts'

/**
 * The rows of a list that another list is put together from. A row that cannot be understood ends it with a VendorError, since what rests on
 * half a list would look whole. `what` names the rows in the sentence: `groups`.
 */
export async function* wholeRows<Raw>(api: VendorApi, what: string, source: Omit<Source<Raw, Raw>, 'map' | 'row'>): AsyncIterable<Raw> {
  const pages = readPages(api, { ...source, map: row => row, row: z.custom<Raw>() })
  for await (const { rows, malformed } of pages) {
    const [first] = malformed
    if (first !== undefined) throw new VendorError('malformed', `${api.name}'s ${what} could not be understood: ${first.at} (${first.why}).`)
    yield* rows
  }
}

/** Names of groups by member id, each once. One walk over the groups costs far fewer requests than asking for each person's. */
export const groupsByMember = async <Group extends { name: string }>(
  groups: AsyncIterable<Group>,
  membersOf: (group: Group) => AsyncIterable<{ id: string }> | Iterable<{ id: string }>,
): Promise<Map<string, string[]>> => {
  const byMember = new Map<string, Set<string>>()
  for await (const group of groups) {
    for await (const { id } of membersOf(group)) byMember.set(id, (byMember.get(id) ?? new Set()).add(group.name))
  }
  return new Map([...byMember].map(([id, names]) => [id, [...names]]))
}
