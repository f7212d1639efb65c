// Somebody leaves, in a real browser over the real server: seven systems, two approvers, a console that changed, a DELETE that is refused.
import {
  approvePlan,
  createConnection,
  draftPlaybook,
  listConnections,
  listPeople,
  type Plan,
  readApprovalRules,
  readPlan,
  syncConnection,
  writeApprovalRules,
} from '@rollcall/contract'
import { startStandIns, type StandIns } from '@rollcall/simulators'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { colleague, signInColleague } from '../../server/modules/lifecycle/testing/acme.ts'
import { expectAccessible, openBrowser } from '../support/browser.ts'
import { chromiumAbsent, whyNoConsoles } from '../support/consoles.ts'
import { admin, type Client, eventually, signInAdmin, startWorkspace, type Workspace } from '../support/workspace.ts'

const systems = ['Okta', 'Salesforce', 'Slack', 'Chorus', 'Clari', 'People.ai', 'Cognism']
const freya = 'freya.lindgren@fernhollow.example'

describe.skipIf(chromiumAbsent)(`somebody leaves${whyNoConsoles}`, () => {
  let standIns: StandIns
  let workspace: Workspace
  let ada: Client
  let browser: Browser
  let page: Page
  let plan: Plan
  let before: Map<string, string>
  const complaints: string[] = []

  beforeAll(async () => {
    standIns = await startStandIns()
    workspace = await startWorkspace({ environment: { ROLLCALL_CONSOLE_STEP_TIMEOUT: '3' } })
    ada = await signInAdmin(workspace)
    await signInColleague(workspace)
    // One person alone may decide about a handful of changes.
    const { rules } = await ada.call(readApprovalRules)
    await ada.call(writeApprovalRules, { body: { ...rules, guards: { ...rules.guards, run: { changes: 3, share: 0.2 } } } })
    const wanted = standIns.connections.filter(({ name }) => systems.includes(name))
    for (const body of wanted.filter(({ name }) => name === 'Okta')) await ada.call(createConnection, { body })
    await Promise.all(wanted.filter(({ name }) => name !== 'Okta').map(body => ada.call(createConnection, { body })))
    await eventually(
      async () => (await ada.call(listConnections)).items,
      all => all.every(({ reading, lastReads }) => reading === null && lastReads.some(({ resource }) => resource === 'accounts' || resource === 'assignments')),
    )
    before = everybody()
    browser = await openBrowser()
    page = await signedIn(admin.email)
  })
  afterAll(async () => {
    await browser.close()
    await workspace.stop()
    await standIns.close()
  })

  const signedIn = async (email: string): Promise<Page> => {
    const one = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' })).newPage()
    one.setDefaultTimeout(15_000)
    one.on('pageerror', error => complaints.push(error.message))
    await one.goto(`${workspace.url}/sign-in?next=/plans`)
    await one.getByLabel('E-mail').fill(email)
    await one.getByRole('button', { name: 'Continue' }).click()
    await one.getByLabel('Password').fill(admin.password)
    await one.getByRole('button', { name: /sign in|continue/i }).click()
    await one.getByRole('heading', { name: 'Plans', level: 1 }).waitFor()
    return one
  }

  /** Whether everybody is in, at the stand-ins themselves, by system and address. */
  const everybody = (): Map<string, string> => {
    const { okta, salesforce, slack, chorus, clari, peopleAi, cognism } = standIns
    const inConsole = (name: string, { state }: typeof clari) => state.users.map(user => [`${name} ${user.email}`, JSON.stringify(user)] as const)
    const bySCIM = (name: string, { state }: typeof slack) =>
      state.users.map(({ userName, id, active, role }) => [`${name} ${userName} ${id}`, JSON.stringify([active, role])] as const)
    return new Map([
      ...okta.state.users.map(({ profile, id, status }) => [`Okta ${profile.login} ${id}`, status] as const),
      ...okta.state.apps.flatMap(({ label, assigned }) => assigned.map(({ userId }) => [`Okta ${label} ${userId}`, 'assigned'] as const)),
      ...salesforce.state.org.User.map(({ Username, IsActive }) => [`Salesforce ${String(Username)}`, String(IsActive)] as const),
      ...bySCIM('Slack', slack),
      ...bySCIM('Chorus', chorus),
      ...inConsole('Clari', clari),
      ...inConsole('People.ai', peopleAi),
      ...inConsole('Cognism', cognism),
    ])
  }
  /** Whatever is otherwise at the stand-ins than it was in the beginning. */
  const changed = () => {
    const now = everybody()
    return [...new Set([...before.keys(), ...now.keys()])].filter(key => before.get(key) !== now.get(key)).toSorted()
  }
  const isFreya = (key: string) => key.includes('freya') || key.includes('00uferne1029')
  const planNow = () => ada.call(readPlan, { params: { id: plan.id } })
  const stepIn = (of: Plan, name: string, action = 'deactivate_account') => of.steps.find(step => step.connectionName === name && step.action === action)
  const ended = (of: Plan) => ['done', 'stopped'].includes(of.state)

  const approveAsSecond = async () => {
    const second = await signedIn(colleague.email)
    await second.goto(`${workspace.url}/plans/${plan.id}`)
    const button = second.getByRole('button', { name: `Approve ${plan.steps.length} steps for Freya Lindgren` })
    await button.waitFor()
    await expectAccessible(second)
    await button.click()
    await button.waitFor({ state: 'hidden' })
    expect((await planNow()).approvals.map(({ userName }) => userName)).toEqual([admin.name, colleague.name])
    await second.context().close()
  }

  it('is planned in every system at once, and nothing happens yet', async () => {
    const [person] = (await ada.call(listPeople, { query: { q: freya } })).items
    const drafted = await ada.call(draftPlaybook, {
      body: { playbook: 'leaver', personId: person?.id ?? '', when: { at: 'now' }, receiverId: null, freeLicencesIn: [], eraseAfterDays: null },
    })
    plan = drafted.plan
    expect(new Set(plan.steps.map(({ connectionName }) => connectionName))).toEqual(new Set(systems))
    expect(
      Object.fromEntries(plan.steps.filter(({ action }) => action === 'deactivate_account').map(({ connectionName, route }) => [connectionName, route])),
    ).toEqual({
      Salesforce: 'api',
      Slack: 'scim',
      Chorus: 'scim',
      Clari: 'browser',
      'People.ai': 'browser',
      Cognism: 'idp',
    })
    await page.goto(`${workspace.url}/plans/${plan.id}`)
    await page.getByRole('heading', { name: 'Freya Lindgren leaves' }).waitFor()
    await page.getByText('A second person has to approve after you; only then it starts.').waitFor()
    await expectAccessible(page)
    expect(changed()).toEqual([])
  })

  it('begins when a second person approved the same plan', async () => {
    standIns.clari.state.quirks.renamed = { Deactivate: 'Switch off' }
    standIns.okta.misbehave({ act: 'forbidden', method: 'DELETE', path: '/apps/0oaferncognism/users/', times: 100 })
    const button = `Approve ${plan.steps.length} steps for Freya Lindgren`
    await page.getByRole('button', { name: button }).click()
    await page.getByText('You have approved. Another person has to approve as well.').waitFor()
    expect(await ada.refusal(approvePlan, { params: { id: plan.id }, body: { hash: plan.hash } })).toMatchObject({ code: 'second_person_needed' })
    expect(changed()).toEqual([])
    await approveAsSecond()
  })

  it('closes what it can, hands the changed console to a person, and says whose DELETE was refused', async () => {
    const waiting = await eventually(
      planNow,
      of => stepIn(of, 'Clari')?.state === 'waiting_for_person' && of.steps.every(({ state }) => state !== 'planned' && state !== 'applying'),
      90,
    )
    expect(stepIn(waiting, 'Clari')?.detail).toContain('there is no button named Deactivate on the page of the user. A person has to do it')
    expect(stepIn(waiting, 'Okta', 'unassign_app')).toMatchObject({ state: 'failed', detail: expect.stringContaining('permission') as string })
    for (const name of ['Salesforce', 'Slack', 'Chorus', 'People.ai']) expect(stepIn(waiting, name)?.state).toBe('verified')
    expect(stepIn(waiting, 'Okta', 'deactivate_identity')?.state).toBe('verified')
    await page.goto(`${workspace.url}/plans/${plan.id}`)
    await page
      .getByText(/there is no button named Deactivate/)
      .first()
      .waitFor()
    await page.getByRole('button', { name: /Freya Lindgren.*in People\.ai/ }).click()
    await page
      .getByText(/^\d pictures? of the console$/)
      .first()
      .click()
    await page
      .getByRole('img', { name: /^People\.ai: the page of the user/ })
      .first()
      .waitFor()
    await expectAccessible(page)
    // Where she is still in, the plan does not say that she is out.
    const user = ({ state }: typeof standIns.clari) => state.users.find(({ email }) => email === freya)?.active
    expect([user(standIns.clari), user(standIns.cognism)]).toEqual([true, true])
    expect(stepIn(waiting, 'Cognism')?.state).toBe('failed')
    expect(changed().filter(key => !isFreya(key))).toEqual([])
  })

  it('takes the word of nobody for what the person did in the console, but the next read', async () => {
    const freyaInClari = standIns.clari.state.users.find(({ email }) => email === freya)
    if (freyaInClari !== undefined) freyaInClari.active = false
    const clari = (await ada.call(listConnections)).items.find(({ name }) => name === 'Clari')
    await ada.call(syncConnection, { params: { id: clari?.id ?? '' } })
    const settled = await eventually(planNow, ended, 60)
    expect(stepIn(settled, 'Clari')).toMatchObject({ state: 'verified', detail: expect.stringContaining('Verified by a later read') as string })
    expect(settled.state).toBe('stopped')
    await page.getByRole('link', { name: 'Certificate' }).click()
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page
      .getByText(/Cognism/)
      .first()
      .waitFor()
    await expectAccessible(page)
  })

  it('goes another way round what was refused: the account is closed in the console of Cognism', async () => {
    const [person] = (await ada.call(listPeople, { query: { q: freya } })).items
    const { plan: rest } = await ada.call(draftPlaybook, {
      body: { playbook: 'leaver', personId: person?.id ?? '', when: { at: 'now' }, receiverId: null, freeLicencesIn: [], eraseAfterDays: null },
    })
    expect(rest.steps.map(({ connectionName, action, route }) => [connectionName, action, route])).toEqual([['Cognism', 'deactivate_account', 'browser']])
    expect(rest.steps[0]?.passedOver.find(({ route }) => route === 'idp')?.why).toContain('may not do this')
    await page.goto(`${workspace.url}/plans/${rest.id}`)
    await page.getByRole('button', { name: 'Approve 1 step for Freya Lindgren' }).click()
    await page.getByText('The step was verified.').waitFor({ timeout: 60_000 })
    expect(standIns.cognism.state.users.find(({ email }) => email === freya)?.active).toBe(false)
    expect(standIns.cognism.state.changes).toEqual([`deactivate ${freya}`])
    // Nothing was deleted anywhere: accounts are switched off, and what was kept in them stays.
    const deletions = [standIns.salesforce, standIns.slack, standIns.chorus].flatMap(({ requests }) => requests.filter(({ method }) => method === 'DELETE'))
    expect(deletions.filter(({ path }) => !path.includes('AuthSession'))).toEqual([])
  })

  it('is taken back by a plan of its own, and touches nobody else on the way', async () => {
    standIns.clari.state.quirks.renamed = {}
    await page.goto(`${workspace.url}/plans/${plan.id}`)
    await page.getByRole('button', { name: 'Plan the undo' }).click()
    const approve = page.getByRole('button', { name: /^Approve \d+ steps? for Freya Lindgren$/ })
    await approve.waitFor()
    await expectAccessible(page)
    const undone = plan
    plan = await ada.call(readPlan, { params: { id: page.url().split('/').at(-1) ?? '' } })
    expect(plan.undoes).toBe(undone.id)
    await approve.click()
    await page.getByText('You have approved. Another person has to approve as well.').waitFor()
    await approveAsSecond()
    await eventually(planNow, ({ state }) => state === 'done', 90)
    const left = changed()
    expect(left.filter(key => !isFreya(key))).toEqual([])
    // What the second plan did is not this plan's to take back.
    expect(left).toEqual([`Cognism ${freya}`])
    expect(complaints).toEqual([])
  })
})
