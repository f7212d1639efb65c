import { z } from 'zod'
import type { Context } from './context.ts'
import { Refused } from './errors.ts'
import { record } from './modules/audit/index.ts'
import { readSetting, type Setting, writeSetting } from './modules/settings/index.ts'

/** A demo company. Its stand-in vendors live outside the server, which must not know them. */
export interface Demo {
  /** Starts the stand-ins, at the origins they had when the workspace has met them before. */
  start(origins: readonly string[]): Promise<RunningDemo>
}

export interface RunningDemo {
  readonly origins: readonly string[]
  /** Connects the stand-ins and imports the calls; on a failure it leaves the workspace as it was. */
  fill(ctx: Context): Promise<void>
  stop(): Promise<void>
}

export interface DemoHost {
  /** Fills the workspace, which must be empty. */
  load(ctx: Context): Promise<void>
  stop(): Promise<void>
}

const standInOrigins: Setting<string[]> = { name: 'demo.stand_ins', shape: z.array(z.url()), initial: [] }

/** Runs the demo company for this process; one that the workspace has already is up before anybody reaches for it. `standIns` takes their origins. */
export async function hostDemo(ctx: Context, demo: Demo | null, standIns: Set<string>): Promise<DemoHost> {
  let running: RunningDemo | null = null
  let loading = false
  const known = await readSetting(ctx, standInOrigins)
  if (demo !== null && known.length > 0) {
    // Known even when they cannot be started: another process of this workspace may be the one that runs them.
    for (const origin of known) standIns.add(origin)
    running = await demo.start(known).catch((cause: unknown) => {
      ctx.log.warn({ err: cause }, `The stand-in vendors of the demo company are not up: ${known.join(', ')} cannot be listened on.`)
      return null
    })
  }

  return {
    load: async caller => {
      if (demo === null) throw new Refused('conflict', 'This server was started without a demo company. Run: npm run demo')
      if (loading) throw new Refused('conflict', 'The demo company is being loaded already.')
      loading = true
      try {
        running ??= await demo.start([])
        const { origins } = running
        await writeSetting(caller, standInOrigins, [...origins])
        for (const origin of origins) standIns.add(origin)
        await running.fill(caller)
        await caller.transaction(() => record(caller, 'demo.loaded', null, { origins }))
      } finally {
        loading = false
      }
    },
    stop: async () => running?.stop(),
  }
}
