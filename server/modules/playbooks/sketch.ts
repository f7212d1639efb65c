import type { LeftOut, Owned, PlaybookPreview } from '@rollcall/contract'
import type { StepDraft } from '../lifecycle/index.ts'
import type { FollowUp } from './follow-up.ts'

/** Steps, and what a playbook leaves out by itself, before the rules of every plan are held against them. */
export interface Part {
  readonly steps: readonly StepDraft[]
  readonly leftOut: readonly LeftOut[]
}

/** What a playbook makes of its choices and of how things stand. */
export interface Sketch extends Part {
  readonly title: string
  readonly startsAt: Date | null
  /** Where its days are meant; left out where it has none. */
  readonly timeZone?: string
  readonly owns?: readonly Owned[]
  readonly receiver?: PlaybookPreview['receiver']
  /** What is to be drafted when its day has come. */
  readonly followUps?: readonly FollowUp[]
}

/** One after the other; what depends on a step of its own part still does. */
export function together(parts: readonly Part[]): Part {
  const steps: StepDraft[] = []
  for (const part of parts) {
    const before = steps.length
    steps.push(...part.steps.map(step => (step.dependsOn === undefined ? step : { ...step, dependsOn: step.dependsOn.map(place => place + before) })))
  }
  return { steps, leftOut: parts.flatMap(({ leftOut }) => leftOut) }
}
