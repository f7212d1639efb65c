export { listEntries } from './list-entries.ts'
export { record } from './record-entry.ts'
export { verifyChain } from './verify-chain.ts'
