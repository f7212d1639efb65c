import { join } from 'node:path'
import type { PlanCertificate } from '@rollcall/contract'
import { start } from '@rollcall/server'
import type { Config } from '@rollcall/server/config.ts'
import { makeThrowawayDatabase } from '@rollcall/server/db/throwaway-database.ts'
import { hasChromium } from '@rollcall/server/modules/consoles/index.ts'
import * as lifecycle from '@rollcall/server/modules/lifecycle/index.ts'
import { company, startStandIns } from '@rollcall/simulators'
import { onSignal } from '../../on-signal.ts'
import { complain, say } from '../../print.ts'
import { becomeAdmin } from '../admin.ts'
import { makeTemporaryFolder } from '../temporary-folder.ts'
import { certificateInWords } from './certificate.ts'
import { type Ledger, openLedger } from './ledger.ts'
import { playOnce } from './play-once.ts'

// 128 and SIGINT, as shells tell it.
const interrupted = 130

const noBrowser =
  '\nThere is no Chromium on this machine, so that joiner, mover and leaver were not played: three of their four apps have nothing but a console.'

/**
 * Plays both jobs, and a joiner, a mover and a leaver, on a workspace made for it, and prints what was done. Answers whether every step was verified. Nothing stays, neither
 * folder nor database; the workspace that the configuration names is not touched.
 */
export async function runOnce(config: Config): Promise<boolean> {
  await using leftovers = new AsyncDisposableStack()
  onSignal(() => leftovers.disposeAsync(), interrupted)
  const ledger = openLedger()
  const seconds = () => (performance.now() / 1000).toFixed(1)
  try {
    const certificate = await play(config, ledger, leftovers)
    ledger.print()
    say(certificate === null ? noBrowser : certificateInWords(certificate))
    say(`\nEverything was done from end to end, and every step that a read can show was verified, in ${seconds()} s.`)
    return true
  } catch (thrown) {
    ledger.print()
    complain(`\nNot verified: ${thrown instanceof Error ? thrown.message : String(thrown)}`)
    return false
  }
}

async function play(config: Config, ledger: Ledger, leftovers: AsyncDisposableStack): Promise<PlanCertificate | null> {
  const { standIns, rollcall } = await ledger.step('set up', 'start', async () => {
    const temporary = makeTemporaryFolder()
    leftovers.defer(temporary.remove)
    const database = config.databaseUrl === null ? null : await makeThrowawayDatabase(config.databaseUrl)
    leftovers.defer(async () => database?.drop())
    const vendors = await startStandIns()
    leftovers.defer(() => vendors.close())
    const server = await start({
      ...config,
      dataFolder: join(temporary.folder, 'data'),
      databaseUrl: database?.url ?? null,
      port: 0,
      host: '127.0.0.1',
      publicUrl: null,
      allowPrivate: true,
      brief: null,
      logLevel: 'silent',
    })
    leftovers.defer(() => server.stop())
    const store = database === null ? 'the embedded database' : 'PostgreSQL'
    return {
      count: 1 + vendors.origins.length,
      seen: `Rollcall on ${store}, and the vendors of ${company.name} on ports of their own.`,
      standIns: vendors,
      rollcall: server,
    }
  })
  const { client } = await ledger.step('set up', 'sign in', async () => {
    const admin = await becomeAdmin(rollcall.listening ?? '', rollcall.claimUrl ?? '')
    return { ...admin, count: 1, seen: `As ${admin.email}, by the one-time link of a first start.` }
  })
  const consoles = await hasChromium(config.console.chromiumPath)
  return playOnce(client, ledger, { standIns, draft: steps => lifecycle.draftSteps(rollcall.ctx, steps), consoles })
}
