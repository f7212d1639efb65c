import { describe, expect, it } from 'vitest'
import { readConfig } from './config.ts'

describe('configuration', () => {
  it('needs nothing', () => {
    expect(readConfig({}, '/srv/rollcall')).toMatchObject({ port: 4400, dataFolder: '/srv/rollcall/data', databaseUrl: null, allowPrivate: false })
  })

  it('tells every problem at once, each by its variable', () => {
    expect(() => readConfig({ PORT: 'http', DATABASE_URL: 'mysql://x', ROLLCALL_SECRET_KEY: 'short' }, '/')).toThrow(
      /PORT: .*\nDATABASE_URL: .*\nROLLCALL_SECRET_KEY: /,
    )
  })
})
