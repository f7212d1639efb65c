export { listEntries } from './list-entries.ts'
export { record, recordAll } from './record-entry.ts'
export { verifyChain } from './verify-chain.ts'
