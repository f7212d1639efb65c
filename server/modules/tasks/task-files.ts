import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { TaskFile } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { record } from '../audit/index.ts'
import { keepStepEvidence } from '../lifecycle/index.ts'
import { whoActs, withTask } from './change-task.ts'
import { typeOf } from './file-type.ts'
import { refuseEnded, toFile } from './task.ts'
import { findFile, findFiles, insertFile } from './tasks.queries.ts'

const mostBytes = 10 * 1024 * 1024
const mostFiles = 20

/** Keeps a file as evidence: its bytes here, its hash in the evidence of the step. The same file again is the one that is there. */
export async function attachFile(ctx: Context, id: string, { name, bytes }: { name: string; bytes: Buffer }): Promise<TaskFile> {
  if (bytes.length === 0) throw new Refused('file_empty', `${name} is empty. Choose another file.`, { at: 'file' })
  if (bytes.length > mostBytes) throw new Refused('too_large', `${name} is larger than 10 MB. Send a smaller file.`, { at: 'file' })
  const type = typeOf(name, bytes)
  if (type === null)
    throw new Refused('unsupported_format', `${name} is not a PNG, PDF, CSV, text or e-mail (.eml) file by its content, or is called something else.`, {
      at: 'file',
    })
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const { files } = await withTask(ctx, id, async row => {
    const before = await findFiles(ctx.db, id)
    if (before.some(file => file.sha256 === sha256)) return
    refuseEnded(row)
    if (before.length >= mostFiles) throw new Refused('conflict', `A task keeps at most ${mostFiles} files.`)
    const { id: userId, name: by } = whoActs(ctx)
    const kept = toFile(
      await insertFile(ctx.db, { step_id: id, at: ctx.clock.now(), by_id: userId, by, name, type, size: bytes.length, sha256, content: bytes }),
    )
    await keepStepEvidence(ctx, id, 'file', `${by} uploaded ${name} (SHA-256 ${sha256}).`, kept)
    await record(ctx, 'task.file_attached', id, { file: kept.id, size: kept.size, sha256 })
  })
  const kept = files.find(file => file.sha256 === sha256)
  if (kept === undefined) throw new Error('The file that was just kept is not there.')
  return kept
}

/** The bytes as they came, unless an erasure took them. */
export async function readFile(ctx: Context, id: string, fileId: string): Promise<{ name: string; bytes: Readable }> {
  const file = await findFile(ctx.db, id, fileId)
  if (file === undefined) throw new Refused('not_found', 'This task has no file with this id.')
  if (file.content === null) throw new Refused('not_found', 'The content of this file was erased with the data of the person it was about; its hash is kept.')
  return { name: file.name, bytes: Readable.from([file.content]) }
}

/** The files of one step with their content, one after the other; null where an erasure took it. */
export async function* readFiles(ctx: Context, stepId: string): AsyncGenerator<TaskFile & { content: Buffer | null }> {
  for (const file of await findFiles(ctx.db, stepId)) yield { ...toFile(file), content: (await findFile(ctx.db, stepId, file.id))?.content ?? null }
}
