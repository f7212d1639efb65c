import { defineConfig } from 'vitest/config'

// Files share one process each worker: 400 modules are loaded once, not once a file. A test leaves no global state behind.
// A test that starts browsers or processes, or waits for what takes long by itself, has a limit of its own.
export default defineConfig({
  test: {
    include: ['{contract,connectors,simulators,server,cli,test,bench}/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'test/journeys/**'],
    isolate: false,
    pool: 'forks',
    maxWorkers: 2,
    globalSetup: ['test/support/prepare-databases.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
