import { complain } from './print.ts'

// One Ctrl C can arrive twice: from the terminal, and passed on by npm.
const sameSignalMilliseconds = 1000

/** Ends the process in order, with this exit code, when it is interrupted or told to stop; a second signal, a moment later, ends it at once. */
export function onSignal(stop: () => Promise<void>, exitCode = 0): void {
  let first: number | null = null
  const end = () => {
    if (first !== null) {
      if (performance.now() - first > sameSignalMilliseconds) process.exit(1)
      return
    }
    first = performance.now()
    stop().then(
      () => process.exit(exitCode),
      (thrown: unknown) => {
        complain(String(thrown))
        process.exit(1)
      },
    )
  }
  process.on('SIGINT', end)
  process.on('SIGTERM', end)
}
