import { join } from 'node:path'
import { listConnections, listEngagements, loadDemo } from '@rollcall/contract'
import type { Rollcall } from '@rollcall/server'
import type { Config } from '@rollcall/server/config.ts'
import { CannotStart } from '@rollcall/server/errors.ts'
import { company, people } from '@rollcall/simulators'
import type { Client } from '../client.ts'
import { say } from '../print.ts'
import { startServing } from '../serving.ts'
import { becomeAdmin } from './admin.ts'
import { makeTemporaryFolder } from './temporary-folder.ts'

/** Serves the demo company: from a folder that goes with the process or, when `keep`, from where the configuration says. */
export async function serveDemo(config: Config, keep: boolean): Promise<void> {
  const temporary = keep ? null : makeTemporaryFolder()
  const folder = temporary === null ? config.dataFolder : join(temporary.folder, 'data')
  try {
    const rollcall = await startServing({ ...config, dataFolder: folder, logLevel: quietest(config) }, {}, temporary?.remove)
    try {
      await introduce(rollcall, keep)
    } catch (thrown) {
      await rollcall.stop()
      throw thrown
    }
  } catch (thrown) {
    temporary?.remove()
    throw thrown
  }
}

/** What a visitor reads stays readable; whoever asks for more detail gets it. */
const quietest = ({ logLevel }: Config): Config['logLevel'] => (logLevel === 'info' ? 'error' : logLevel)

async function introduce({ url, listening, claimUrl, ctx }: Rollcall, keep: boolean): Promise<void> {
  if (claimUrl !== null) {
    const admin = await becomeAdmin(listening ?? '', claimUrl)
    // Said first: whoever stops it while it fills can still come back.
    say(`\n  Open      ${url ?? ''}\n  E-mail    ${admin.email}\n  Password  ${admin.password}\n`)
    await admin.client.call(loadDemo)
    return say(await whatThereIs(admin.client, keep))
  }
  if (ctx.standIns.size === 0)
    throw new CannotStart('This workspace is in use and holds no demo. Leave ROLLCALL_DATA and DATABASE_URL out, and the demo gets a place of its own.')
  say(`${company.name} is up again at ${url ?? ''}. Sign in with the e-mail and password that its first start printed.`)
}

async function whatThereIs(client: Client, keep: boolean): Promise<string> {
  const { total, items } = await client.call(listEngagements, { query: { sort: 'newest' } })
  const connected = (await client.call(listConnections)).items
  const employed = people.filter(({ left }) => left === null).length + 1
  const withBrief = items.find(({ durationSeconds }) => durationSeconds > 600)?.title ?? ''
  return [
    `${company.name} is up: ${employed} people, ${connected.length} connections, ${total} conversations. Nothing leaves this machine.`,
    ...(connected.some(({ connector }) => connector === 'clari')
      ? []
      : ['There is no Chromium on this machine, so that Clari, People.ai and Cognism are left out: they have nothing but a console.']),
    '',
    'Look at these first:',
    `  Calls     ${withBrief}. Click a sentence of its brief; then see what became of it in Salesforce.`,
    '  Findings  One at least of every kind. Five people have left, and their accounts in the dialer are alive: make a plan, approve it, and watch each step being verified.',
    '  Plans     One closes licences that nobody uses, and waits for your approval. Of another, a letter to a vendor, the task is yours.',
    '  People    The roster of everyone, with a mark for each system. Iris Vandaele begins today, and no app knows her yet.',
    '  Apps      What is known of Chorus, Clari, People.ai and Cognism, and what this workspace proves otherwise.',
    '',
    keep ? 'Stop it with Ctrl C; the next start finds it as you left it.' : 'Stop it with Ctrl C; it is gone then. Set ROLLCALL_DATA to keep it.',
  ].join('\n')
}
