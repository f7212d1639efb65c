import { defineConfig } from 'vitest/config'

// Whole stories in a real browser or over whole processes: one at a time, because each takes both cores.
export default defineConfig({
  test: {
    root: `${import.meta.dirname}/../..`,
    include: ['test/journeys/**/*.journey.ts'],
    globalSetup: ['test/support/prepare-databases.ts'],
    isolate: false,
    pool: 'forks',
    maxWorkers: 1,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
