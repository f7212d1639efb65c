// A company with Okta and one app, both over real HTTP, for the tests of the roll line.
import { startOkta, startScimApp, type OktaSeed, type OktaUser, type ScimAppUser } from '@rollcall/simulators'
import {
  approvePlan,
  compareNow,
  createConnection,
  draftPlan,
  type Finding,
  type FindingKind,
  listFindings,
  type Plan,
  signIn,
  syncConnection,
} from '@rollcall/contract'
import { sql } from 'kysely'
import { readConnection } from '../../connections/index.ts'
import { readPlan } from '../list-plans.ts'
import { admin, type Client, eventually, signInAdmin, startWorkspace, type Workspace } from '../../../../test/support/workspace.ts'

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
  /** Those that are not resolved; unless another kind is wanted, accounts that are active after the deactivation. */
  findings(kind?: FindingKind): Promise<Finding[]>
  /** Of every finding that is not blocked, or of those that are wanted. */
  draft(wanted?: (finding: Finding) => boolean): Promise<Plan>
  /** Approves what was drafted, and answers the plan when it has ended. */
  run(plan: Plan): Promise<Plan>
  /** Someone else who may approve. */
  colleague(): Promise<Client>
  stop(): Promise<void>
}

const openFindings = async (ada: Client, kind: FindingKind) =>
  (await ada.call(listFindings, { query: { kind, limit: 200 } })).items.filter(finding => finding.state !== 'resolved')

export const colleague = { email: 'grace@rollcall.test', name: 'Grace' } as const

/** A second admin, copied from the first: the same password, another person. */
export async function signInColleague(workspace: Pick<Workspace, 'ctx' | 'guest' | 'clientWith'>): Promise<Client> {
  const { email } = colleague
  const copy = sql`jsonb_populate_record(u, jsonb_build_object('id', gen_random_uuid(), 'email', ${email}::text, 'user_name', ${email}::text, 'name', 'Grace', 'ordinal', 1000))`
  await sql`insert into users select (${copy}).* from users u where email = ${admin.email}`.execute(workspace.ctx.db)
  const { session } = await workspace.guest.call(signIn, { body: { email, password: admin.password } })
  return workspace.clientWith({ authorization: `Bearer ${session}` })
}

export interface People {
  readonly okta: OktaUser[]
  readonly relay: ScimAppUser[]
  readonly groups?: OktaSeed['groups']
  /** Apps that Okta gives. One called Relay is brought there by Okta's provisioning. */
  readonly apps?: OktaSeed['apps']
  readonly relayRights?: readonly ('users:read' | 'users:write' | 'groups:read' | 'groups:write')[]
}

export async function startAcme(people: People, options: Parameters<typeof startWorkspace>[0] = {}): Promise<Acme> {
  const { groups = [], apps = [], relayRights = ['users:read', 'users:write', 'groups:read', 'groups:write'] } = people
  const provisionToken = 'okta-provisions-relay'
  const relay = await startScimApp({
    name: 'Relay',
    seed: { users: people.relay, groups: [] },
    tokens: { [token]: relayRights, [provisionToken]: ['users:read', 'users:write', 'groups:read', 'groups:write'] },
  })
  const okta = await startOkta({
    seed: { users: people.okta, groups, apps },
    tokens: { '00okta': ['okta.users.manage', 'okta.groups.manage', 'okta.apps.manage'] },
    provisioning: Object.fromEntries(apps.filter(({ label }) => label === 'Relay').map(({ id }) => [id, { url: relay.url, token: provisionToken }])),
  })
  const workspace = await startWorkspace(options)
  const ada = await signInAdmin(workspace)
  const connect = async (connector: string, name: string, baseUrl: string, credentials: Record<string, string>) =>
    (await ada.call(createConnection, { body: { connector, name, baseUrl, auth: 'bearer', credentials } })).id
  const ids = { okta: await connect('okta', 'Okta', okta.url, { apiToken: '00okta' }), relay: await connect('scim', 'Relay', relay.url, { token }) }
  const readsOf = async (id: string) => {
    const { lastReads, reading } = await readConnection(workspace.ctx, id)
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
  const findings = (kind: FindingKind = 'active_after_deactivation') => openFindings(ada, kind)
  await ada.call(compareNow)

  return {
    workspace,
    ada,
    okta,
    relay,
    ids,
    sync: async (...sources) => {
      // Tests ask more of the stand-ins in a second than anybody asks of a vendor.
      await workspace.ctx.db.deleteFrom('rate_budgets').execute()
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
    draft: async (wanted = ({ blocked }) => blocked === null) =>
      ada.call(draftPlan, { body: { findingIds: (await findings()).filter(wanted).map(finding => finding.id) } }),
    run: async ({ id, hash }) => {
      await ada.call(approvePlan, { params: { id }, body: { hash } })
      return eventually(
        () => readPlan(workspace.ctx, id),
        plan => ['done', 'stopped'].includes(plan.state),
      )
    },
    colleague: () => signInColleague(workspace),
    stop: async () => {
      await workspace.stop()
      await okta.close()
      await relay.close()
    },
  }
}
