import { type Rollcall, start, type StartOptions } from '@rollcall/server'
import type { Config } from '@rollcall/server/config.ts'
import { leaveOperatorFile, newOperatorSecret } from '@rollcall/server/operator.ts'
import { demoCompany } from './demo/company.ts'
import { onSignal } from './on-signal.ts'

/** A server that other commands on this machine find, until a signal or `stop` ends it. `afterwards` runs when it has stopped. */
export async function startServing(config: Config, options: Pick<StartOptions, 'roles'>, afterwards = (): void => undefined): Promise<Rollcall> {
  const operatorSecret = newOperatorSecret()
  const rollcall = await start(config, { ...options, operatorSecret, demo: demoCompany })
  const removeFile = rollcall.listening === null ? () => undefined : leaveOperatorFile(config, { url: rollcall.listening, secret: operatorSecret })
  const stop = async () => {
    removeFile()
    await rollcall.stop()
    afterwards()
  }
  onSignal(stop)
  return { ...rollcall, stop }
}
