import { openAsBlob, readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { listConnections, listSourceFiles, type SourceFile, uploadSourceFile } from '@rollcall/contract'
import { ApiRefusal, type Client } from '../client.ts'
import { say } from '../print.ts'

export interface FileFlags {
  readonly mapping?: string
  readonly rows?: string
}

const pollMilliseconds = 250

/** Uploads a file, waits until it was read and says how that ended. True when it is believed. */
export async function syncFile(client: Client, name: string | undefined, file: string, flags: FileFlags): Promise<boolean> {
  const { items } = await client.call(listConnections)
  const connection = items.find(each => each.name === name || each.id === name)
  if (connection === undefined)
    throw new ApiRefusal('not_found', name === undefined ? 'Name the connection that the file is of.' : `There is no connection named ${name}.`)
  for (const path of [file, ...(flags.mapping === undefined ? [] : [flags.mapping])])
    if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) throw new ApiRefusal('not_found', `${path}: There is no such file.`)
  const form = new FormData()
  if (flags.mapping !== undefined) form.set('mapping', readFileSync(flags.mapping, 'utf8'))
  if (flags.rows !== undefined) form.set('expectedRows', flags.rows)
  form.set('file', await openAsBlob(file), basename(file))
  const { file: uploaded, created } = await client.send(uploadSourceFile, form, { id: connection.id })
  if (!created) say(`${file} is the file that was uploaded last; it is not read again.`)
  const { verdict } = await read(client, connection.id, uploaded)
  if (verdict === null) throw new ApiRefusal('conflict', `${file} is still waiting: ${connection.detail}`)
  say(`${verdict.rows} rows of ${file} were read; the read is ${verdict.complete ? 'complete' : 'incomplete, and takes nothing away'}.`)
  for (const problem of verdict.problems) say(`- ${problem}`)
  return verdict.complete
}

async function read(client: Client, id: string, uploaded: SourceFile): Promise<SourceFile> {
  for (;;) {
    const { items } = await client.call(listSourceFiles, { params: { id } })
    const file = items.find(each => each.id === uploaded.id) ?? uploaded
    if (file.state === 'read') return file
    await new Promise(resolve => setTimeout(resolve, pollMilliseconds))
  }
}
