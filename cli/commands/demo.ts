import type { Config } from '@rollcall/server/config.ts'
import { runOnce } from '../demo/once/run-once.ts'
import { serveDemo } from '../demo/serve-demo.ts'

/** Serves the demo company or, `once`, plays both jobs and exits 1 when a step was not verified. */
export async function demo(config: Config, once: boolean): Promise<void> {
  if (once) process.exitCode = (await runOnce(config)) ? 0 : 1
  else await serveDemo(config, process.env.ROLLCALL_DATA !== undefined || config.databaseUrl !== null)
}
