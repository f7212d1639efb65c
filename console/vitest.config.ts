import { defineConfig } from 'vitest/config'

// The console in a real browser over the stand-in server, and its pure parts beside their sources.
export default defineConfig({
  test: {
    dir: import.meta.dirname,
    include: ['**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    globalSetup: [`${import.meta.dirname}/testing/build-console.ts`],
    isolate: false,
    pool: 'forks',
    maxWorkers: 1,
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
