import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startWorkspace, type Workspace } from '../support/workspace.ts'
import { microsoftReferenceOnly, oktaReferenceOnly } from './reference-only.ts'
import { runMicrosoftCollection } from './run-microsoft-collection.ts'
import { runOktaSpec } from './run-okta-spec.ts'
import { provision } from './scim-client.ts'
import { whySkipped } from './vendor-specs.ts'

describe.skipIf(whySkipped !== null)(`the vendors' own SCIM tests${whySkipped === null ? '' : ` (skipped: ${whySkipped})`}`, () => {
  let workspace: Workspace
  let authorization: string
  beforeAll(async () => {
    workspace = await startWorkspace()
    const { secret, scim } = await provision(workspace)
    authorization = `Bearer ${secret}`
    // Okta's first edition expects a server with a group.
    await scim.expecting(201, 'POST', '/Groups', { displayName: 'Everyone' })
  })
  afterAll(() => workspace.stop())

  it("Microsoft's collection", async () => {
    const { failed, tests } = await runMicrosoftCollection(`${workspace.url}/api/scim/v2`, authorization)
    expect([...new Set(failed)].toSorted()).toEqual(Object.keys(microsoftReferenceOnly).toSorted())
    expect(tests).toBeGreaterThan(90)
  })

  it("Okta's SPEC test, first edition", async () => {
    const { failed, assertions } = await runOktaSpec('okta/Okta-SCIM-20-SPEC-Test.json', `${workspace.url}/api/scim/v2`, authorization)
    expect(failed).toEqual([])
    expect(assertions).toBeGreaterThan(80)
  })

  it("Okta's SPEC test, latest edition", async () => {
    const { failed, assertions } = await runOktaSpec('okta/Okta-SCIM-20-SPEC-Test-Latest.json', `${workspace.url}/api/scim/v2`, authorization)
    expect(failed).toEqual(Object.keys(oktaReferenceOnly))
    expect(assertions).toBeGreaterThan(80)
  })
})
