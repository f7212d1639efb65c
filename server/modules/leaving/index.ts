export { giveBack, handOver } from './hand-over.ts'
export { listLeavers, listReceivers, readHandOverRule, readLeaver, writeHandOverRule } from './list-leavers.ts'
export { settleDepartures } from './settle-departures.ts'
