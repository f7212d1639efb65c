export { testConnector } from './test-connector.ts'
export { testPorts } from './test-ports.ts'
export type { TestPorts } from './test-ports.ts'
