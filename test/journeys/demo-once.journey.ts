// `rollcall demo --once` as somebody runs it who wants to see whether it works: in a process of its own, by its output and exit code.
import { describe, expect, it } from 'vitest'
import { chromiumAbsent, whyNoConsoles } from '../support/consoles.ts'
import { newInstallation } from '../support/server-process.ts'

describe.skipIf(chromiumAbsent)(`the demo, played once${whyNoConsoles}`, () => {
  it('plays joiner, mover and leaver through all five routes and prints the certificate', async () => {
    const { code, stdout, stderr } = await (await newInstallation()).run(['demo', '--once']).ended
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).not.toContain('FAILED')
    for (const line of [
      'Iris Vandaele joins: Chorus by scim, Clari by manual, People.ai by browser, Cognism by idp.',
      'Routes: api, browser, idp, manual, scim.',
      'Certificate: Mateo Villanueva leaves',
      'Verified: Clari shows mateo.villanueva@fernhollow.example as inactive.',
    ])
      expect(stdout).toContain(line)
  })
})
