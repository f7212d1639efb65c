import { statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import { listConnections } from '@rollcall/contract'
import { type Config, describeConfig } from '@rollcall/server/config.ts'
import { say, table } from '../print.ts'
import { withClient } from '../reach.ts'

const oldestNode = 22
const enoughDiskBytes = 1024 ** 3

/** One line a check, with what to do where it fails; exits 1 when something does. */
export async function doctor(config: Config): Promise<void> {
  const major = Number(process.versions.node.split('.')[0])
  const disk = statfsSync(dirname(config.dataFolder))
  const free = disk.bavail * disk.bsize
  const rows = [
    {
      check: 'Node',
      state: major >= oldestNode ? 'ok' : 'fails',
      detail: `${process.version}${major >= oldestNode ? '' : `; run through npm, which brings a supported Node`}`,
    },
    { check: 'Free disk', state: free >= enoughDiskBytes ? 'ok' : 'fails', detail: `${(free / 1024 ** 3).toFixed(1)} GiB at ${dirname(config.dataFolder)}` },
    { check: 'Store', state: 'ok', detail: config.databaseUrl === null ? `embedded, in ${config.dataFolder}` : 'PostgreSQL, by DATABASE_URL' },
    ...(await withClient(config, async client =>
      (await client.call(listConnections)).items.map(({ name, state, detail }) => ({
        check: name,
        state: state === 'working' || state === 'paused' ? 'ok' : 'fails',
        detail,
      })),
    )),
  ]
  say(table(rows))
  say('')
  say(table(describeConfig()))
  if (rows.some(row => row.state === 'fails')) process.exitCode = 1
}
