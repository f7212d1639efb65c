import { type Role, start } from '@rollcall/server'
import type { Config } from '@rollcall/server/config.ts'
import { leaveOperatorFile, newOperatorSecret } from '@rollcall/server/operator.ts'
import { complain, say } from '../print.ts'

/** Serves until it is told to stop; a second signal ends it at once. */
export async function serve(config: Config, roles: readonly Role[]): Promise<void> {
  const operatorSecret = newOperatorSecret()
  const rollcall = await start(config, { roles, operatorSecret })
  const removeFile = rollcall.listening === null ? () => undefined : leaveOperatorFile(config, { url: rollcall.listening, secret: operatorSecret })
  if (rollcall.url !== null) say(`Rollcall is at ${rollcall.url}`)
  if (rollcall.claimUrl !== null) say(`Sign in for the first time (the link works once): ${rollcall.claimUrl}`)
  let ending = false
  const end = () => {
    if (ending) process.exit(1)
    ending = true
    removeFile()
    rollcall.stop().then(
      () => process.exit(0),
      (thrown: unknown) => {
        complain(String(thrown))
        process.exit(1)
      },
    )
  }
  process.on('SIGINT', end)
  process.on('SIGTERM', end)
}
