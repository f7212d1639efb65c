import type { Role } from '@rollcall/server'
import type { Config } from '@rollcall/server/config.ts'
import { say } from '../print.ts'
import { startServing } from '../serving.ts'

/** Serves until it is told to stop. */
export async function serve(config: Config, roles: readonly Role[]): Promise<void> {
  const { url, claimUrl } = await startServing(config, { roles })
  if (url !== null) say(`Rollcall is at ${url}`)
  if (claimUrl !== null) say(`Sign in for the first time (the link works once): ${claimUrl}`)
}
