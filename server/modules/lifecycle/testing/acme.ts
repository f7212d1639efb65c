// A company with Okta and one app, both over real HTTP, for the tests of the roll line.
import { startOkta, startScimApp, type OktaUser, type ScimAppUser } from '@rollcall/simulators'
import { approvePlan, compareNow, createConnection, draftPlan, listFindings, type Plan, readConnection, readPlan, syncConnection } from '@rollcall/contract'
import { type Client, eventually, signInAdmin, startWorkspace, type Workspace } from '../../../../test/support/workspace.ts'

const at = '2026-03-01T09:00:00.000Z'

export const oktaUser = (name: string, more: Partial<Omit<OktaUser, 'profile'>> & { profile?: Record<string, string | null> } = {}): OktaUser => {
  const { profile, ...rest } = more
  return {
    id: `00u-${name}`,
    status: 'ACTIVE',
    created: at,
    statusChanged: at,
    lastLogin: null,
    lastUpdated: at,
    ...rest,
    profile: { login: `${name}@acme.test`, email: `${name}@acme.test`, firstName: name, lastName: 'Test', ...profile },
  }
}

export const relayUser = (name: string, more: Partial<ScimAppUser> = {}): ScimAppUser => ({
  id: `r-${name}`,
  externalId: `00u-${name}`,
  userName: `${name}@acme.test`,
  givenName: name,
  familyName: 'Test',
  emails: [`${name}@acme.test`],
  active: true,
  title: null,
  role: 'agent',
  licence: null,
  employeeNumber: null,
  department: null,
  created: at,
  lastModified: at,
  ...more,
})

export const left = { status: 'DEPROVISIONED', statusChanged: '2026-03-05T17:00:00.000Z' } as const

const token = 'relay-token-1234'

export interface Acme {
  readonly workspace: Workspace
  readonly ada: Client
  readonly okta: Awaited<ReturnType<typeof startOkta>>
  readonly relay: Awaited<ReturnType<typeof startScimApp>>
  readonly ids: { readonly okta: string; readonly relay: string }
  /** Reads one source to its end and compares. */
  sync(...sources: ('okta' | 'relay')[]): Promise<void>
  findings(): Promise<Awaited<ReturnType<typeof openFindings>>>
  draft(): Promise<Plan>
  /** Approves what was drafted, and answers the plan when it has ended. */
  run(plan: Plan): Promise<Plan>
  stop(): Promise<void>
}

const openFindings = async (ada: Client) => (await ada.call(listFindings, { query: { limit: 200 } })).items.filter(finding => finding.state !== 'resolved')

export async function startAcme(
  people: { okta: OktaUser[]; relay: ScimAppUser[] },
  options: { environment?: Record<string, string>; clock?: { now(): Date } } = {},
): Promise<Acme> {
  const okta = await startOkta({
    seed: { users: people.okta, groups: [], apps: [] },
    tokens: { '00okta': ['okta.users.read', 'okta.groups.read', 'okta.apps.read'] },
  })
  const relay = await startScimApp({
    name: 'Relay',
    seed: { users: people.relay, groups: [] },
    tokens: { [token]: ['users:read', 'users:write', 'groups:read'] },
  })
  const workspace = await startWorkspace(options)
  const ada = await signInAdmin(workspace)
  const connect = async (connector: string, name: string, baseUrl: string, credentials: Record<string, string>) =>
    (await ada.call(createConnection, { body: { connector, name, baseUrl, auth: 'bearer', credentials } })).id
  const ids = { okta: await connect('okta', 'Okta', okta.url, { apiToken: '00okta' }), relay: await connect('scim', 'Relay', relay.url, { token }) }
  const readsOf = async (id: string) => {
    const { lastReads, reading } = await ada.call(readConnection, { params: { id } })
    return reading === null
      ? lastReads
          .map(read => read.id)
          .toSorted()
          .join()
      : ''
  }
  const wait = { okta: 2, relay: 1 }
  for (const name of ['okta', 'relay'] as const)
    await eventually(
      () => readsOf(ids[name]),
      reads => reads.split(',').length === wait[name] && reads !== '',
    )
  const findings = () => openFindings(ada)
  await ada.call(compareNow)

  return {
    workspace,
    ada,
    okta,
    relay,
    ids,
    sync: async (...sources) => {
      for (const name of sources) {
        const before = (await readsOf(ids[name])).split(',')
        await ada.call(syncConnection, { params: { id: ids[name] } })
        await eventually(
          () => readsOf(ids[name]),
          reads => reads !== '' && reads.split(',').every(read => !before.includes(read)),
        )
      }
      await ada.call(compareNow)
    },
    findings,
    draft: async () => ada.call(draftPlan, { body: { findingIds: (await findings()).filter(finding => finding.blocked === null).map(finding => finding.id) } }),
    run: async ({ id, hash }) => {
      await ada.call(approvePlan, { params: { id }, body: { hash } })
      return eventually(
        () => ada.call(readPlan, { params: { id } }),
        plan => ['done', 'stopped'].includes(plan.state),
      )
    },
    stop: async () => {
      await workspace.stop()
      await okta.close()
      await relay.close()
    },
  }
}
