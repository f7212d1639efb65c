export { listHolds, placeHold, refuseHeldCall, releaseHold, sentenceOfHold } from './holds.ts'
export { findHoldOnPerson, findHoldsOnCallsOf } from './holds.queries.ts'
