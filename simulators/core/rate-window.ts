/** Counts requests by the minute, as vendors with fixed windows do. */
export const rateWindow = (perMinute: number) => {
  let minute = 0
  let used = 0
  /** Counts one request. `resetAt` in epoch seconds. */
  return (now: Date): { limit: number; remaining: number; resetAt: number; exceeded: boolean } => {
    const current = Math.floor(now.getTime() / 60_000)
    if (current !== minute) [minute, used] = [current, 0]
    used += 1
    return { limit: perMinute, remaining: Math.max(0, perMinute - used), resetAt: (current + 1) * 60, exceeded: used > perMinute }
  }
}
