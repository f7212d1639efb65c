import { build } from 'vite'

/** What the tests open is what is shipped: the production build, which the test runner's own NODE_ENV would make another of. */
export const setup = async (): Promise<void> => {
  const before = process.env.NODE_ENV
  process.env.NODE_ENV = 'production'
  await build({ configFile: `${import.meta.dirname}/../vite.config.ts`, logLevel: 'warn' })
  process.env.NODE_ENV = before
}
