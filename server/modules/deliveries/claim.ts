import { randomUUID } from 'node:crypto'
import type { Claim } from './delivery.queries.ts'

/** This process, among those that deliver. */
export const thisWorker = randomUUID()

// A worker keeps its claim alive however slow the vendor is; a killed one loses it soon.
const claimMilliseconds = 30_000
export const renewMilliseconds = 10_000

export const claimFrom = (now: Date): Claim => ({ claimed_by: thisWorker, claimed_until: new Date(now.getTime() + claimMilliseconds) })
