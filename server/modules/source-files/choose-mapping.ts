import type { FileSource } from '@rollcall/connectors/kit'
import type { FileMapping } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { sameHeads } from './columns.ts'
import { findMapping } from './source-file.queries.ts'
import { isZone } from '../../zone.ts'

/** The mapping that was made for a file with these columns; null when they are others, or none was made yet. */
export async function savedMapping(ctx: Context, connectionId: string, heads: readonly string[]): Promise<FileMapping | null> {
  const saved = await findMapping(ctx.db, connectionId)
  return saved !== undefined && sameHeads(saved.heads, heads) ? saved.mapping : null
}

/** Why a file cannot be read by a mapping at all, or null. */
export function mappingProblem(source: FileSource, { columns, timeZone }: FileMapping, heads: readonly string[]): string | null {
  const known = new Set<string>(source.fields.map(({ name }) => name))
  const lost = Object.entries(columns).find(([, head]) => !heads.includes(head))
  const strange = Object.keys(columns).find(field => !known.has(field))
  if (columns.id === undefined) return 'No column is the id yet. Choose the one that never changes, or else the e-mail.'
  if (lost !== undefined) return `The file has no column ${lost[1]}, which was to be the ${lost[0]}. Choose another, or leave it out.`
  if (strange !== undefined) return `Such a file has no ${strange}. Leave it out of the mapping.`
  if (!isZone(timeZone)) return `There is no time zone ${timeZone}. Write it like Europe/Berlin.`
  return null
}

/** The mapping to read a file by. Throws `mapping_needed` when a person has to say what its columns mean. */
export async function chooseMapping(
  ctx: Context,
  connectionId: string,
  source: FileSource,
  heads: readonly string[],
  given: FileMapping | undefined,
): Promise<FileMapping> {
  const mapping = given ?? (await savedMapping(ctx, connectionId, heads))
  if (mapping === null) {
    const before = (await findMapping(ctx.db, connectionId))?.heads
    throw new Refused(
      'mapping_needed',
      before === undefined
        ? 'Nobody has said yet what the columns of this file mean. Upload it in the console, or send a mapping.'
        : changedHeads(before, heads),
    )
  }
  const problem = mappingProblem(source, mapping, heads)
  if (problem !== null) throw new Refused('mapping_needed', problem, { at: 'mapping' })
  return mapping
}

function changedHeads(before: readonly string[], heads: readonly string[]): string {
  const list = (found: readonly string[]) => found.slice(0, 5).join(', ')
  const [fresh, lost] = [heads.filter(head => !before.includes(head)), before.filter(head => !heads.includes(head))]
  const parts = [...(fresh.length > 0 ? [`new: ${list(fresh)}`] : []), ...(lost.length > 0 ? [`no longer there: ${list(lost)}`] : [])]
  return `The columns are not those of the last file (${parts.join('; ')}). Look at the mapping in the console, or send one.`
}
