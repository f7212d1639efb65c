import type { Connector } from '@rollcall/connectors/kit'

// A tenth of a minute's budget may go out at once; the rest is spread evenly.
const burstShare = 0.1
// Requests that are sent evenly arrive less so: of a second's budget so much is left for those that come late, and a few for a moment's pause.
const lateShare = 0.07
const burstOfSecond = 2

interface Pace {
  readonly everyMilliseconds: number
  /** How many may go out at once after a pause. */
  readonly burst: number
}

/** How requests are spread so that a vendor's limit holds in whatever minute, or second, the vendor looks at. */
export function paceOf({ perMinute, perSecond }: Pick<Connector['limits'], 'perMinute' | 'perSecond'>): Pace {
  if (perSecond !== undefined) return { everyMilliseconds: Math.max(60_000 / perMinute, 1000 / (perSecond * (1 - lateShare))), burst: burstOfSecond }
  const burst = Math.max(1, Math.floor(perMinute * burstShare))
  return { everyMilliseconds: 60_000 / Math.max(1, perMinute - burst), burst }
}
