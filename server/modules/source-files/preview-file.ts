import type { FilePreview, FileRowVerdict } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { readRows } from '../../csv/read-rows.ts'
import { Refused } from '../../errors.ts'
import { countKnown, doubtOfFile } from '../people/index.ts'
import { mappingProblem, savedMapping } from './choose-mapping.ts'
import { placesOf, said } from './columns.ts'
import { type FileConnection, fileConnection } from './file-connection.ts'
import { type Judged, judgeFile, readHeads } from './judge-file.ts'
import { statusMeant } from './status-words.ts'
import { suggestMapping, type Survey } from './suggest-mapping.ts'
import { textOf, type Upload } from './upload-file.ts'

const samples = 3
const valuesKept = 200
const rowsShown = 50

/** What a file would come to by a mapping that is sent, that of the last file with the same columns, or one that its heads suggest. Keeps nothing. */
export async function previewFile(ctx: Context, connectionId: string, { bytes, mapping: given, expectedRows }: Upload): Promise<FilePreview> {
  const connection = await fileConnection(ctx, connectionId)
  const text = textOf(bytes)
  const heads = await readHeads(text)
  const saved = given === undefined ? await savedMapping(ctx, connectionId, heads) : null
  const { survey, brokenOff } = await surveyFile(text, heads)
  const mapping = given ?? saved ?? suggestMapping(connection.source, survey, 'UTC')
  const columns = heads.map(head => ({ head, samples: (survey.get(head) ?? []).slice(0, samples) }))
  const mappedBy = given !== undefined ? 'given' : saved !== null ? 'saved' : 'suggested'
  const problem = mappingProblem(connection.source, mapping, heads)
  if (problem !== null) return { columns, mapping, mappedBy, ...nothing, problems: [brokenOff, problem].filter(each => each !== null) }
  const { ids, ...seen } = await judgeAll(text, connection, mapping, ctx.clock.now())
  const { added, gone } = await countKnown(ctx.db, connection.source.resource, connectionId, ids)
  const rows = ids.length + seen.refused
  const problems = [
    brokenOff,
    seen.refused === 0 ? null : `${seen.refused} of ${rows} rows cannot be read, so that nobody could lose access by this file.`,
    expectedRows === undefined || expectedRows === rows ? null : `It was to have ${expectedRows} rows and has ${rows}.`,
    doubtOfFile({ seen: ids.length, vanished: gone }),
  ]
  return { columns, mapping, mappedBy, ...seen, rows, added, gone, problems: problems.filter(each => each !== null) }
}

const nothing = { statusWords: [], rows: 0, refused: 0, added: 0, gone: 0, sample: [] } satisfies Partial<FilePreview>

/** The first values of each column, each once; and where the CSV breaks off. */
async function surveyFile(text: string, heads: readonly string[]): Promise<{ survey: Survey; brokenOff: string | null }> {
  const found = new Map(heads.map(head => [head, new Set<string>()]))
  let brokenOff: string | null = null
  let isHead = true
  try {
    for await (const { cells } of readRows(text)) {
      for (const [index, values] of isHead ? [] : [...found.values()].entries()) {
        const value = said(cells[index]).slice(0, 200)
        if (values.size < valuesKept && value !== '') values.add(value)
      }
      isHead = false
    }
  } catch (thrown) {
    if (!(thrown instanceof Refused)) throw thrown
    brokenOff = thrown.message
  }
  return { survey: new Map([...found].map(([head, values]) => [head, [...values]])), brokenOff }
}

async function judgeAll(text: string, { source }: FileConnection, mapping: FilePreview['mapping'], now: Date) {
  const place = placesOf(mapping, await readHeads(text)).get('status')
  const [ids, first, refusals]: [string[], FileRowVerdict[], FileRowVerdict[]] = [[], [], []]
  const words = new Map<string, number>()
  let refused = 0
  try {
    for await (const judged of judgeFile(text, source, mapping, now)) {
      const word = place === undefined ? '' : said(judged.cells[place])
      if (word !== '' && (words.has(word) || words.size < valuesKept)) words.set(word, (words.get(word) ?? 0) + 1)
      if ('row' in judged) ids.push(judged.row.externalId)
      else refused += 1
      if (first.length < rowsShown) first.push(verdictOf(judged))
      else if (!('row' in judged) && refusals.length < rowsShown) refusals.push(verdictOf(judged))
    }
  } catch (thrown) {
    if (!(thrown instanceof Refused)) throw thrown // where it breaks off is told already
  }
  const statusWords = [...words].toSorted(([, a], [, b]) => b - a).map(([word, rows]) => ({ word, rows, status: statusMeant(mapping, word) }))
  return { ids, refused, statusWords, sample: [...first, ...refusals] }
}

function verdictOf(judged: Judged): FileRowVerdict {
  const { line } = judged
  if (!('row' in judged))
    return {
      line,
      refusal: judged.refusal,
      id: judged.id,
      name: '',
      email: null,
      status: null,
      vendorStatus: null,
      startsOn: null,
      endsOn: null,
      lastActiveAt: null,
    }
  const { externalId, displayName, email, status, vendorStatus, startsOn, endsOn, lastActiveAt } = judged.row
  return { line, refusal: null, id: externalId, name: displayName, email, status, vendorStatus, startsOn, endsOn, lastActiveAt }
}
