import type { Engine } from '@rollcall/server/db/engine.ts'

const megabyte = 1024 * 1024
const lookMilliseconds = 20

/** Megabytes grown at the peak until it is stopped. The embedded database lives in this process, so there only the heap is ours. */
export function watchMemory(engine: Engine['kind']): { stop: () => number } {
  const now = () => (engine === 'embedded' ? process.memoryUsage().heapUsed : process.memoryUsage.rss()) / megabyte
  const before = now()
  let peak = before
  const looking = setInterval(() => {
    peak = Math.max(peak, now())
  }, lookMilliseconds)
  return {
    stop: () => {
      clearInterval(looking)
      return peak - before
    },
  }
}
