import type { SourceFile } from '@rollcall/contract'
import { type Context, nameOf } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { record } from '../audit/index.ts'
import { believeRead, findLastRead } from '../connections/index.ts'
import { missUnseen } from '../people/index.ts'
import { fileConnection } from './file-connection.ts'
import { toSourceFile } from './list-files.ts'
import { findFile, lockUploads, updateFile } from './source-file.queries.ts'

/**
 * A person says that a file is whole although it lists far fewer than the one before; from then on it counts as any complete read. Nothing
 * else that was wrong with a file can be confirmed away.
 */
export async function confirmFile(ctx: Context, connectionId: string, id: string): Promise<SourceFile> {
  if (ctx.actor.kind !== 'user') throw new Refused('not_allowed', 'Only a signed-in person confirms that a file is whole. Open the connection in the console.')
  const { row, source } = await fileConnection(ctx, connectionId)
  return ctx.transaction(async () => {
    await lockUploads(ctx.db, connectionId)
    const file = await findFile(ctx.db, connectionId, id)
    if (file === undefined) throw new Refused('not_found', 'There is no file with this id in the history of this connection.')
    if (file.confirmed_at !== null) return toSourceFile(ctx, file)
    const { doubt, read_id: readId } = file
    if (doubt === null || readId === null)
      throw new Refused(
        'conflict',
        'Only a file that lists far fewer than the one before can be confirmed. Whatever else is wrong with one has to be mended in it.',
      )
    if ((await findLastRead(ctx.db, connectionId, source.resource))?.id !== readId)
      throw new Refused('conflict', 'Another file was read since. Look at that one.')
    if (!(await believeRead(ctx.db, readId))) throw new Refused('conflict', 'This file is believed already.')
    await missUnseen(ctx, connectionId, source.resource, readId)
    const confirmed = { confirmed_by: nameOf(ctx.actor), confirmed_at: ctx.clock.now() }
    await updateFile(ctx.db, id, confirmed)
    await ctx.enqueue('compare-roll', {})
    await ctx.publish({ topic: 'connections', id: connectionId })
    await ctx.publish({ topic: 'people', id: null })
    await record(ctx, 'source_file.confirmed', connectionId, { connection: row.name, file: file.file_name, fileId: id, sha256: file.sha256, doubt })
    return toSourceFile(ctx, { ...file, ...confirmed })
  })
}
