import { createWriteStream, openAsBlob, statSync } from 'node:fs'
import { basename } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import {
  applyUserImport,
  exportUsers,
  listUserImportRows,
  previewUserImport,
  readUserImport,
  undoUserImport,
  type UserImport,
  type UserImportRow,
} from '@rollcall/contract'
import { ApiRefusal, type Client } from '../client.ts'
import { say, table } from '../print.ts'

const pollMilliseconds = 250

/** Shows what a file would do and, when asked, does it. Answers how many rows were refused or failed. */
export async function importUsers(client: Client, file: string, applies: boolean): Promise<number> {
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) throw new ApiRefusal('not_found', `${file}: There is no such file.`)
  const form = new FormData()
  form.set('file', await openAsBlob(file), basename(file))
  const preview = await client.send(previewUserImport, form)
  const rows = await rowsOf(client, preview)
  say(table(rows.filter(row => row.verdict !== 'unchanged').map(lineOf)))
  const { created, changed, unchanged, refused } = preview.verdicts
  say(`\n${created} to create, ${changed} to change, ${unchanged} as they are, ${refused} refused.`)
  if (!applies) {
    say('Nothing was changed. Run it again with --apply to do it.')
    return refused
  }
  await client.call(applyUserImport, { params: { id: preview.id } })
  const { outcomes } = await settled(client, preview.id)
  const failed = (await rowsOf(client, preview)).filter(row => row.outcome === 'failed')
  say(`${outcomes.done} done, ${outcomes.failed} failed. Take it back with: rollcall users undo ${preview.id}`)
  if (failed.length > 0) say(table(failed.map(lineOf)))
  return refused + outcomes.failed
}

export async function undoUsers(client: Client, id: string): Promise<void> {
  await client.call(undoUserImport, { params: { id } })
  const done = await settled(client, id)
  say(`${done.outcomes.undone} taken back, ${done.outcomes.kept} kept.`)
  const kept = (await rowsOf(client, done)).filter(row => row.outcome === 'kept')
  if (kept.length > 0) say(table(kept.map(lineOf)))
}

export async function exportUsersTo(client: Client, file: string | null): Promise<void> {
  const csv = Readable.from(await client.download(exportUsers))
  await pipeline(csv, file === null ? process.stdout : createWriteStream(file, { mode: 0o600 }), { end: file !== null })
}

const lineOf = ({ line, userName, verdict, refusal, changes }: UserImportRow) => ({
  line,
  user: userName,
  verdict,
  what: refusal ?? changes.map(({ field, from, to }) => (verdict === 'created' ? `${field} ${to}` : `${field} ${from ?? 'nothing'} -> ${to}`)).join(', '),
})

async function rowsOf(client: Client, { id }: UserImport): Promise<UserImportRow[]> {
  const rows: UserImportRow[] = []
  for (let cursor: string | undefined; ;) {
    const page = await client.call(listUserImportRows, { params: { id }, query: { limit: 200, cursor } })
    rows.push(...page.items)
    if (page.nextCursor === null) return rows
    cursor = page.nextCursor
  }
}

async function settled(client: Client, id: string): Promise<UserImport> {
  for (;;) {
    const now = await client.call(readUserImport, { params: { id } })
    if (now.state === 'applied' || now.state === 'undone') return now
    await new Promise(resolve => setTimeout(resolve, pollMilliseconds))
  }
}
