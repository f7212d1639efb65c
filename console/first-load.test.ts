import { describe, expect, it } from 'vitest'
import { firstLoads } from './testing/first-load.ts'

const mostKilobytes = 150

describe('a first visit', () => {
  it('knows every page', () => {
    expect(
      firstLoads()
        .map(({ page }) => page)
        .toSorted(),
    ).toEqual([
      'access-rules-page',
      'app-page',
      'approval-settings-page',
      'approvals-page',
      'apps-page',
      'audit-page',
      'authorize-page',
      'call-page',
      'calls-page',
      'certificate-page',
      'claim-page',
      'connection-page',
      'connections-page',
      'erasure-page',
      'erasures-page',
      'evidence-packs-page',
      'finding-settings-page',
      'findings-page',
      'groups-page',
      'identity-providers-page',
      'leaver-page',
      'leavers-page',
      'mapping-rules-page',
      'matching-page',
      'overview-page',
      'people-page',
      'person-page',
      'plan-page',
      'plans-page',
      'playbook-settings-page',
      'provisioning-page',
      'roles-page',
      'settings-page',
      'sign-in-page',
      'tasks-page',
      'tokens-page',
      'trackers-page',
      'users-page',
      'webhooks-page',
      'welcome-page',
    ])
  })

  it('loads little script, whichever page it is', () => {
    expect(firstLoads().filter(({ kilobytes }) => kilobytes > mostKilobytes)).toEqual([])
  })
})
