import {
  type Connection,
  createConnection,
  draftPlaybook,
  listConnections,
  listPeople,
  type Person,
  type Plan,
  type PlanCertificate,
  readPerson,
  readPlanCertificate,
  type Step,
  syncConnection,
} from '@rollcall/contract'
import type { PlanDraft } from '@rollcall/server/modules/lifecycle/index.ts'
import { emailOf, joiner, type StandIns } from '@rollcall/simulators'
import type { Client } from '../../client.ts'
import { appsAt, type Apps } from './apps.ts'
import { carryOut } from './carry-out.ts'
import { type Ledger, verify } from './ledger.ts'
import { waitUntil } from './wait-until.ts'

const names = ['Chorus', 'Clari', 'People.ai', 'Cognism'] as const
type AppName = (typeof names)[number]

interface Company {
  readonly client: Client
  readonly ledger: Ledger
  readonly standIns: StandIns
  /** Makes a plan of steps, as somebody would in the console. */
  readonly draft: (draft: PlanDraft) => Promise<Plan>
}

/** What becomes of somebody in the four apps; null where they have no account. */
type Expected = Record<AppName, object | null>

/**
 * Somebody joins, somebody moves and somebody leaves: in four apps of which one has SCIM, one follows Okta, two have a console and one makes
 * accounts only when people sign in. Answers the certificate of whoever left.
 */
export async function playLifecycle(company: Company): Promise<PlanCertificate> {
  const { client, ledger, standIns, draft } = company
  const connections = await ledger.step('lifecycle', 'connect', () => connectApps(company))
  const idOf = (name: AppName) => connections.ids.get(name) ?? ''
  const play = async (plan: Plan, email: string, expected: Expected) => {
    const before = appsAt(standIns)
    await carryOut(client, ledger, plan, 'lifecycle', step => byHand(company, step))
    await ledger.step('lifecycle', 'look into the four apps', async () => verifyApps(before, appsAt(standIns), email, expected))
  }

  const iris = await find(client, emailOf(joiner.first, joiner.last))
  const joining = await ledger.step('lifecycle', 'joiner', async () => {
    const newAccount = {
      userName: iris.email ?? '',
      email: iris.email,
      displayName: iris.displayName,
      givenName: joiner.first,
      familyName: joiner.last,
      externalKey: null,
      department: joiner.department,
      title: joiner.title,
      managerEmail: null,
    }
    const access = {
      Chorus: { role: 'Rep (SDR)', licence: 'recorder' },
      Clari: {},
      'People.ai': { role: 'User', licence: 'Capture only' },
      Cognism: {},
    } satisfies Record<AppName, object>
    const steps = names.map(name => ({
      action: 'create_account' as const,
      connectionId: idOf(name),
      personId: iris.id,
      account: newAccount,
      access: access[name],
      reason: `${iris.displayName} begins in ${joiner.department}.`,
    }))
    return told(await draft({ title: `${iris.displayName} joins`, steps }))
  })
  await play(joining, iris.email ?? '', {
    Chorus: { active: true, role: 'Rep (SDR)', licence: 'recorder' },
    Clari: { active: true },
    'People.ai': { active: true, role: 'User', licence: 'Capture only' },
    Cognism: { active: true, role: 'Member' },
  })

  const ben = await find(client, emailOf('Ben', 'Ashworth'))
  const moving = await ledger.step('lifecycle', 'mover', async () => {
    const access = {
      Chorus: { role: 'Rep (AE/Other)' },
      Clari: { groups: ['Enterprise'] },
      'People.ai': { licence: 'Full' },
      Cognism: { licence: 'Elevate' },
    } satisfies Record<AppName, object>
    const steps = names.map(name => ({
      action: 'change_account' as const,
      accountId: ben.accounts.find(({ connectionId }) => connectionId === idOf(name))?.id ?? '',
      access: access[name],
      reason: `${ben.displayName} becomes an account executive.`,
    }))
    return told(await draft({ title: `${ben.displayName} moves to Sales`, steps }))
  })
  await play(moving, ben.email ?? '', {
    Chorus: { active: true, role: 'Rep (AE/Other)' },
    Clari: { active: true, team: 'Enterprise' },
    'People.ai': { active: true, licence: 'Full' },
    Cognism: { active: true, licence: 'Elevate' },
  })

  const mateo = await find(client, emailOf('Mateo', 'Villanueva'))
  const leaving = await ledger.step('lifecycle', 'leaver', async () => {
    const { plan } = await client.call(draftPlaybook, {
      body: { playbook: 'leaver', personId: mateo.id, when: { at: 'now' }, receiverId: null, freeLicencesIn: [], eraseAfterDays: null },
    })
    return told(plan)
  })
  const off = { active: false }
  await play(leaving, mateo.email ?? '', { Chorus: off, Clari: off, 'People.ai': off, Cognism: off })
  const routes = new Set([joining, moving, leaving].flatMap(({ steps }) => steps.map(({ route }) => route)))
  const { certificate } = await ledger.step('lifecycle', 'certificate', async () => {
    verify(routes.size === 5, `Only the routes ${[...routes].join(', ')} were played.`)
    const issued = await client.call(readPlanCertificate, { params: { id: leaving.id } })
    const open = issued.steps.find(({ state, verified, order }) => !verified && !(state === 'applied_unverified' && leaving.steps[order]?.provable === false))
    verify(open === undefined, `The certificate says of ${open?.accountName ?? ''} in ${open?.connectionName ?? ''}: ${open?.how ?? ''}`)
    return { certificate: issued, count: routes.size, seen: `Routes: ${[...routes].toSorted().join(', ')}. SHA-256 ${issued.sha256.slice(0, 12)}….` }
  })
  return certificate
}

const told = (plan: Plan) => {
  const routes = plan.steps.map(({ route, connectionName }) => `${connectionName} by ${route}`)
  return { ...plan, count: plan.steps.length, seen: `${plan.title}: ${[...new Set(routes)].join(', ')}.` }
}

async function connectApps({ client, standIns }: Company) {
  const wanted = standIns.connections.filter(({ name }) => (names as readonly string[]).includes(name))
  const made = await Promise.all(wanted.map(body => client.call(createConnection, { body })))
  const isRead = ({ lastReads, reading }: Connection) => reading === null && lastReads.some(({ resource, complete }) => resource === 'accounts' && complete)
  await waitUntil(
    async () => (await client.call(listConnections)).items.filter(({ id }) => made.some(each => each.id === id)),
    all => all.every(isRead),
    all => `${all.find(each => !isRead(each))?.name ?? ''} has not been read.`,
  )
  return {
    ids: new Map(made.map(({ id, name }) => [name, id])),
    count: made.length,
    seen: `${made.map(({ name }) => name).join(', ')}: every recipe was walked up to its first button before anything was kept.`,
  }
}

async function find(client: Client, email: string): Promise<Person> {
  const [found] = (await client.call(listPeople, { query: { q: email } })).items
  verify(found !== undefined, `Nobody is known with the address ${email}.`)
  return client.call(readPerson, { params: { id: found.id } })
}

/** The new colleague signs in to Clari for the first time, which makes the account; then Clari is read. */
async function byHand({ client, standIns }: Company, { action, connectionName, connectionId, newAccount }: Step): Promise<void> {
  verify(connectionName === 'Clari' && action === 'create_account' && newAccount !== null, `Nobody was expected to do anything by hand in ${connectionName}.`)
  standIns.clari.state.users.push({
    id: newAccount.userName.split('@')[0] ?? '',
    name: newAccount.displayName,
    email: newAccount.userName,
    active: true,
    role: null,
    licence: null,
    team: null,
    lastActive: null,
  })
  await client.call(syncConnection, { params: { id: connectionId } })
}

function verifyApps(before: Apps, after: Apps, email: string, expected: Expected) {
  let others = 0
  for (const name of names) {
    const own = after[name].get(email)
    const wanted = Object.entries(expected[name] ?? {})
    const wrong = own === undefined ? 'there is no account' : wanted.filter(([key, value]) => own[key as keyof typeof own] !== value).map(([key]) => key)
    verify(wrong.length === 0, `${name} does not hold what the plan said of ${email}: ${String(wrong)}.`)
    for (const [other, account] of before[name]) {
      if (other === email) continue
      others += 1
      verify(JSON.stringify(account) === JSON.stringify(after[name].get(other)), `${other} in ${name} was changed as well.`)
    }
  }
  return { count: names.length, seen: `${email} has what the plan says; none of the other ${others} accounts was touched.` }
}
