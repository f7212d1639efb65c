import { openAsBlob, statSync } from 'node:fs'
import { basename } from 'node:path'
import { type Engagement, importEngagement, readEngagement } from '@rollcall/contract'
import { ApiRefusal, type Client } from '../client.ts'
import { complain, say, table } from '../print.ts'
import { type DetailFlags, detailsFor } from './call-details.ts'

export interface ImportFlags extends DetailFlags {
  readonly wait: boolean
  readonly json?: boolean
}

const settled = new Set(['matched', 'failed'])
const pollMilliseconds = 250
const longestWaitMilliseconds = 120_000

/** Imports every file; one that is refused does not stop the others. Answers how many were refused. */
export async function importFiles(client: Client, files: readonly string[], flags: ImportFlags): Promise<number> {
  const imported: { file: string; id: string; created: boolean }[] = []
  let refused = 0
  for (const file of files) {
    try {
      if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) throw new Error('There is no such file.')
      const form = new FormData()
      form.set('details', JSON.stringify(detailsFor(file, flags)))
      form.set('file', await openAsBlob(file), basename(file))
      imported.push({ file, ...(await client.send(importEngagement, form)) })
    } catch (thrown) {
      refused += 1
      complain(`${file}: ${thrown instanceof ApiRefusal ? `${thrown.message} (${thrown.code})` : thrown instanceof Error ? thrown.message : String(thrown)}`)
    }
  }
  const engagements = flags.wait
    ? await waitFor(
        client,
        imported.map(each => each.id),
      )
    : []
  if (flags.json === true) say(JSON.stringify({ imported, refused, engagements }))
  else
    say(
      flags.wait
        ? table(engagements.map((each, index) => rowOf(imported[index]?.created ?? false, each)))
        : imported.map(each => `${each.file} ${each.id}`).join('\n'),
    )
  return refused
}

const rowOf = (created: boolean, each: Engagement) => ({
  call: each.title,
  minutes: Math.round(each.durationSeconds / 60),
  speakers: each.speakers.length,
  moments: each.moments.length,
  'top trackers': each.trackers
    .slice(0, 3)
    .map(({ name, count }) => `${name} ${count}`)
    .join(', '),
  brief: each.brief === null ? '' : (each.brief.reason ?? `${each.brief.summary.length} sentences`),
  state: created ? each.state : `${each.state} (was here)`,
})

async function waitFor(client: Client, ids: readonly string[]): Promise<Engagement[]> {
  const end = Date.now() + longestWaitMilliseconds
  for (;;) {
    const engagements = await Promise.all(ids.map(id => client.call(readEngagement, { params: { id } })))
    if (engagements.every(each => settled.has(each.state)) || Date.now() > end) return engagements
    await new Promise(resolve => setTimeout(resolve, pollMilliseconds))
  }
}
