import type { FileSource } from '@rollcall/connectors/kit'
import { DateField, type FileField, type FileMapping } from '@rollcall/contract'
import { guessFormat, isNoDate } from './dates.ts'
import { usualStatus } from './status-words.ts'

/** Each column with values of it, each once, in the order of the file. */
export type Survey = ReadonlyMap<string, readonly string[]>

const bare = (head: string): string =>
  head
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')

/** The columns, dates and words that can be told from a file. Of several columns that could be meant, the one that the list of heads names first. */
export function suggestMapping(source: FileSource, survey: Survey, timeZone: string): FileMapping {
  const heads = [...survey.keys()]
  const byBareHead = new Map(heads.toReversed().map(head => [bare(head), head]))
  const columns: FileMapping['columns'] = {}
  for (const { name, heads: known } of source.fields) {
    const head = known.map(each => byBareHead.get(each)).find(found => found !== undefined)
    if (head !== undefined) columns[name] = head
  }
  // An app that exports no id of its own: its users are told apart by their e-mail.
  const id = columns.id ?? columns.email ?? columns.userName
  if (id !== undefined) columns.id = id
  const valuesOf = (field: FileField) => survey.get(columns[field] ?? '') ?? []
  const dates: FileMapping['dates'] = {}
  for (const field of DateField.options) {
    const format = guessFormat(valuesOf(field).filter(value => !isNoDate(value)))
    if (format !== null) dates[field] = format
  }
  const statuses = Object.fromEntries(
    valuesOf('status').flatMap(value => {
      const status = usualStatus(value)
      return status === null ? [] : [[value.toLowerCase(), status] as const]
    }),
  )
  return { columns, statuses, dates, timeZone }
}
