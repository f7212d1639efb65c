import type { Moment, MomentKind, Speaker, Utterance } from '@rollcall/contract'

/** Pauses below this are breath, not silence: the bar goes on. */
const breathSeconds = 1.2
/** The least a bar may be, as a share of the call: a single word should still be seen. */
const leastShare = 0.0012

/** One SVG path for all that a speaker said; x is seconds, the bar is 1 high. */
export const lanePath = (utterances: readonly Utterance[], speaker: number, duration: number): string => {
  const bars: [number, number][] = []
  for (const { start, end } of utterances.filter(one => one.speaker === speaker)) {
    const last = bars.at(-1)
    if (last && start - last[1] < breathSeconds) last[1] = Math.max(last[1], end)
    else bars.push([start, end])
  }
  return bars.map(([start, end]) => `M${start.toFixed(1)} 0h${Math.max(end - start, duration * leastShare).toFixed(1)}v1H${start.toFixed(1)}z`).join('')
}

/** Marks of one kind nearer than this, as a share of the call, would only cover each other. */
const leastGap = 0.005

/** The moments of one lane that there is room for; all of them stand in the lists beside the transcript. */
export const marksOf = (moments: readonly Moment[], speaker: number, duration: number): Moment[] => {
  const last = new Map<MomentKind, number>()
  return moments.filter(moment => {
    if (moment.speaker !== speaker || moment.at - (last.get(moment.kind) ?? -Infinity) < duration * leastGap) return false
    last.set(moment.kind, moment.at)
    return true
  })
}

/** As shares of the lane: how far marks of different kinds stand apart, and how far a mark may be moved for it. */
const apart = 0.0095
const mostMoved = 0.012

/** Where the marks of a lane stand, as shares of it: at their time, or a little later where they would cover one another. */
export const placesOf = (marks: readonly Moment[], duration: number): number[] => {
  let last = -1
  return marks.map(({ at }) => {
    const own = at / Math.max(duration, 1)
    last = Math.min(Math.max(own, last + apart), own + mostMoved)
    return last
  })
}

const steps = [60, 120, 300, 600, 900, 1800, 3600]

/** Round times along the axis, at most eight. */
export const ticksOf = (duration: number): number[] => {
  const step = steps.find(one => duration / one <= 8) ?? 3600
  return Array.from({ length: Math.floor(duration / step) + 1 }, (_, index) => index * step)
}

const sideOrder = { customer: 0, rep: 1, unknown: 2 }

/** Customers on top, then our side; within a side those who spoke most. */
export const inLaneOrder = (speakers: readonly Speaker[]): Speaker[] =>
  speakers.toSorted((a, b) => sideOrder[a.side] - sideOrder[b.side] || b.talkSeconds - a.talkSeconds)
