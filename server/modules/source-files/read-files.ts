import { type ReadPage, VendorError } from '@rollcall/connectors/kit'
import type { Selectable } from 'kysely'
import type { Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { collectAccounts, collectIdentities, countVanished, doubtOfFile } from '../people/index.ts'
import { type FileConnection, fileConnection } from './file-connection.ts'
import { judgeFile } from './judge-file.ts'
import type { FileRow } from './row-reader.ts'
import { endedInBreak, freeFiles, takeFile, updateFile } from './source-file.queries.ts'
import type { SourceFileTables } from './source-file.tables.ts'

type WholeFile = Selectable<SourceFileTables['source_files']>

const rowsAtOnce = 500
const advice = 'Mend the file where it says so, or say in the mapping what a word or a date means, and upload it again.'

/** Reads the files of a connection that wait, one after another in the order in which they came. */
export async function readFiles(ctx: Context, connectionId: string): Promise<void> {
  const connection = await fileConnection(ctx, connectionId)
  for (;;) {
    const file = await takeFile(ctx.db, connectionId, ctx.clock.now())
    if (file === undefined) return
    try {
      await readFile(ctx, connection, file)
    } catch (thrown) {
      await updateFile(ctx.db, file.id, { state: 'waiting' })
      throw thrown
    }
  }
}

async function readFile(ctx: Context, connection: FileConnection, file: WholeFile): Promise<void> {
  const { resource } = connection.source
  const connectionId = connection.row.id
  let doubted: string | null = null
  const doubt = async (readId: string) => {
    // Known before the read ends, so that a process that dies after it does not read the file a second time.
    await updateFile(ctx.db, file.id, { read_id: readId })
    doubted = doubtOfFile(await countVanished(ctx.db, resource, { connectionId, readId }))
    return doubted
  }
  const pages = pagesOf(ctx, connection, file)
  const read =
    resource === 'identities'
      ? await collectIdentities(ctx, connectionId, pages, { doubt, advice })
      : await collectAccounts(ctx, connectionId, pages, { doubt, advice })
  await updateFile(ctx.db, file.id, { state: 'read', content: null, read_id: read.id, doubt: doubted })
  await ctx.publish({ topic: 'connections', id: connectionId })
  await ctx.publish({ topic: 'people', id: null })
}

async function* pagesOf(ctx: Context, { row, source }: FileConnection, file: WholeFile): AsyncGenerator<ReadPage<FileRow>> {
  const empty = (): ReadPage<FileRow> => ({ rows: [], malformed: [], total: file.expected_rows })
  let page = empty()
  let brokenOff: VendorError | null = null
  try {
    for await (const judged of judgeFile(file.content ?? '', source, file.mapping, ctx.clock.now())) {
      if ('row' in judged) page.rows.push(judged.row)
      else page.malformed.push({ at: `line ${judged.line}`, why: judged.refusal })
      if (page.rows.length + page.malformed.length < rowsAtOnce) continue
      yield page
      page = empty()
    }
  } catch (thrown) {
    if (!(thrown instanceof Refused)) throw thrown
    brokenOff = new VendorError('malformed', thrown.message)
  }
  yield page
  if (brokenOff !== null) throw brokenOff
  if (!file.ends_in_break && (await endedInBreak(ctx.db, row.id)) === true)
    throw new VendorError('malformed', 'The file ends without a line break, and the last one did not: it may have been cut short.')
}

const longestReadMinutes = 60

/** Puts back what a killed process was reading. */
export async function resumeFiles(ctx: Context, options: { allAreAbandoned: boolean }): Promise<void> {
  const now = ctx.clock.now().getTime()
  const before = new Date(options.allAreAbandoned ? now + 1000 : now - longestReadMinutes * 60_000)
  for (const connectionId of await freeFiles(ctx.db, before)) await ctx.enqueue('sync-connection', { connectionId })
}
