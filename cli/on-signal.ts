import { complain } from './print.ts'

/** Ends the process in order when it is interrupted or told to stop; a second signal ends it at once. */
export function onSignal(stop: () => Promise<void>): void {
  let ending = false
  const end = () => {
    if (ending) process.exit(1)
    ending = true
    stop().then(
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
