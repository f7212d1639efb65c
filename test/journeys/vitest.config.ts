import { defineConfig } from 'vitest/config'

// Whole stories in a real browser or over whole processes: two at a time, because they wait more than they compute.
export default defineConfig({
  test: {
    root: `${import.meta.dirname}/../..`,
    include: ['test/journeys/**/*.journey.ts'],
    globalSetup: ['test/support/prepare-databases.ts'],
    isolate: false,
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
