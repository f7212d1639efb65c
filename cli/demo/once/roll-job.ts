import { createHash } from 'node:crypto'
import { compareNow, draftPlan, draftUndo, type Finding, listEvidence, listFindings, type Plan, readPerson } from '@rollcall/contract'
import type { Client } from '../../client.ts'
import { carryOut } from './carry-out.ts'
import type { Eyes, RelayUser } from './eyes.ts'
import { type Ledger, verify } from './ledger.ts'

/** Findings to a verified end: compare, plan, approve, apply, look into the app; then the undo, by the same way. */
export async function playRoll(client: Client, ledger: Ledger, eyes: Eyes): Promise<void> {
  const before = await eyes.relayUsers()
  const gone = await eyes.gone()
  const leavers = before.filter(({ active, userName }) => active && gone.has(userName.toLowerCase()))
  const activeAfter = (active: boolean) => before.map(user => (leavers.includes(user) ? { ...user, active } : user))

  const { findings } = await ledger.step('roll', 'compare', async () => {
    await client.call(compareNow)
    const found = (await client.call(listFindings, { query: { kind: 'active_after_deactivation', state: 'open', limit: 200 } })).items
    const names = await Promise.all(found.map(finding => userNameOf(client, finding)))
    verifySame(names, leavers.map(nameOf), 'Rollcall and the vendors themselves do not agree on who left and is still active')
    const blocked = found.find(finding => finding.blocked !== null)
    verify(blocked === undefined, `${blocked?.sentence ?? ''} cannot be planned: ${blocked?.blocked ?? ''}`)
    return { count: found.length, seen: `Gone in Okta, active in Relay: ${found.map(({ personName }) => personName).join(', ')}.`, findings: found }
  })

  const plan = await ledger.step('roll', 'plan', async () => {
    const drafted = await client.call(draftPlan, { body: { findingIds: findings.map(({ id }) => id) } })
    verify(drafted.steps.length === findings.length, `The plan has ${drafted.steps.length} steps for ${findings.length} findings.`)
    verify(
      drafted.steps.every(({ after, undo }) => after.status === 'inactive' && undo.possible),
      'The plan holds a step that does something else than to switch an account off, or that cannot be undone.',
    )
    const routes = [...new Set(drafted.steps.map(({ route }) => route))].join(', ')
    return { ...drafted, count: drafted.steps.length, seen: `Drafted by the route ${routes}; SHA-256 ${drafted.hash.slice(0, 12)}….` }
  })
  await ledger.step('roll', 'nothing yet', async () => {
    verifySameUsers(await eyes.relayUsers(), before, 'Relay was changed before anybody approved')
    return { count: before.length, seen: 'Accounts of Relay, each as it was: a plan alone changes nothing.' }
  })
  await carryOut(client, ledger, plan, 'roll')
  await ledger.step('roll', 'look into Relay', async () => {
    verifySameUsers(await eyes.relayUsers(), activeAfter(false), 'Relay does not hold what the plan said')
    return { count: leavers.length, seen: `Read by its own API: switched off, and none of the other ${before.length - leavers.length} accounts was touched.` }
  })
  await ledger.step('roll', 'evidence', async () => ({ ...(await verifyEvidence(client, plan)) }))
  await ledger.step('roll', 'findings close', async () => {
    await client.call(compareNow)
    const { total } = await client.call(listFindings, { query: { kind: 'active_after_deactivation', state: 'open' } })
    verify(total === 0, `${total} accounts are found active after everything was switched off.`)
    return { count: findings.length, seen: 'Resolved; a new comparison finds nobody who left and can still sign in.' }
  })

  const undo = await ledger.step('undo', 'draft the undo', async () => {
    const drafted = await client.call(draftUndo, { params: { id: plan.id } })
    verify(drafted.undoes === plan.id && drafted.steps.length === plan.steps.length, 'The undo is not the reverse of the plan.')
    return { ...drafted, count: drafted.steps.length, seen: 'A plan of its own, to be approved like any other.' }
  })
  await carryOut(client, ledger, undo, 'undo')
  await ledger.step('undo', 'look into Relay', async () => {
    verifySameUsers(await eyes.relayUsers(), before, 'Relay is not as it was before')
    return { count: before.length, seen: 'Accounts of Relay, each as it was in the beginning.' }
  })
}

/** What is kept of each step is complete, and nobody has changed it since. */
async function verifyEvidence(client: Client, plan: Plan) {
  let count = 0
  for (const { id, accountName } of plan.steps) {
    const { items } = await client.call(listEvidence, { params: { id: plan.id, stepId: id } })
    for (const kind of ['precondition_read', 'request', 'verification_read'] as const)
      verify(
        items.some(each => each.kind === kind),
        `Of ${accountName} no ${words(kind)} was kept.`,
      )
    const changed = items.find(({ content, sha256 }) => createHash('sha256').update(content).digest('hex') !== sha256)
    verify(changed === undefined, `The evidence "${changed?.summary ?? ''}" of ${accountName} is not what its SHA-256 says.`)
    count += items.length
  }
  return { count, seen: 'Requests, answers and re-reads were kept; each matches its SHA-256.' }
}

async function userNameOf(client: Client, { personId, accountId }: Finding): Promise<string> {
  const person = await client.call(readPerson, { params: { id: personId ?? '' } })
  return person.accounts.find(({ id }) => id === accountId)?.userName ?? accountId ?? ''
}

const nameOf = ({ userName }: RelayUser): string => userName
const words = (code: string | undefined): string => (code ?? '').replaceAll('_', ' ')

function verifySame(actual: readonly string[], expected: readonly string[], otherwise: string): void {
  const differing = [...actual.filter(name => !expected.includes(name)), ...expected.filter(name => !actual.includes(name))]
  verify(differing.length === 0, `${otherwise}: ${differing.join(', ')}.`)
}

function verifySameUsers(actual: readonly RelayUser[], expected: readonly RelayUser[], otherwise: string): void {
  const text = (users: readonly RelayUser[]) => users.map(({ userName, active }) => `${userName} is ${active ? 'active' : 'switched off'}`)
  const wanted = new Set(text(expected))
  const other = text(actual).filter(each => !wanted.has(each))
  verify(other.length === 0 && actual.length === expected.length, `${otherwise}: ${other.join(', ')}.`)
}
