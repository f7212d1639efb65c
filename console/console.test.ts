import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appears, openDesk, type Desk, type View } from './testing/browser.ts'
import { brokenCompany, company, emptyCompany } from './testing/company/company.ts'
import { id } from './testing/company/ids.ts'

// Evaluated rather than loaded: the content security policy lets no foreign script in.
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const axeRun = `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
  .then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => [id, target.join(' '), failureSummary].join(': '))))`

const lists = [
  { path: '/calls', title: 'Calls', row: 'Meridian Optics quarterly review', teaches: 'No calls yet.' },
  { path: '/trackers', title: 'Trackers', row: 'Competitors', teaches: 'No trackers yet.' },
  { path: '/overview', title: 'Overview', row: 'Slowest to deprovision', teaches: 'Connect an identity source' },
  { path: '/people', title: 'People', row: 'Ana Ruiz', teaches: 'Nobody is on the roll yet.' },
  { path: '/matching', title: 'Matching', row: 'farah@northbeam.example in Clari', teaches: 'Nothing to decide.' },
  { path: '/matching?view=decided', title: 'Matching', row: 'She married in May.', teaches: 'Nothing was decided yet.' },
  { path: '/matching?view=apps', title: 'Matching', row: 'Perhaps', teaches: 'No identity source gives an app yet.' },
  { path: '/findings', title: 'Findings', row: 'Ana Ruiz', teaches: 'Nothing to compare yet.' },
  { path: '/plans', title: 'Plans', row: 'Deactivate 2 accounts of Ana Ruiz', teaches: 'No plans yet.' },
  { path: '/approvals', title: 'Approvals', row: 'The policy “Leavers in finance” asks for you.', teaches: 'Nothing waits for you.' },
  { path: '/tasks', title: 'Tasks', row: 'Take the account of somebody who leaves', teaches: 'Nothing for you to do.' },
  { path: '/audit/evidence-packs', title: 'Evidence packs', row: 'Removed', teaches: 'No pack was made yet.' },
  { path: '/connections', title: 'Connections', row: 'Needs attention', teaches: 'Nothing is connected yet.' },
  { path: '/audit', title: 'Audit', row: 'plan.approved', teaches: 'Nothing has been done yet.' },
  { path: '/settings/mapping-rules', title: 'Mapping rules', row: 'role is Coach', teaches: 'No mapping rules.' },
  { path: '/settings/access-rules', title: 'Access rules', row: 'Field sales has Salesforce', teaches: 'No access rules.' },
  { path: '/settings/users', title: 'Users', row: 'Priya Natarajan', teaches: 'No users yet.' },
  { path: '/settings/groups', title: 'Groups', row: '2 not here yet', teaches: 'No groups yet.' },
  { path: '/settings/leavers', title: 'Leavers', row: 'Ana Ruiz', teaches: 'Nobody has left yet.' },
  { path: '/settings/erasures', title: 'Erasure and holds', row: 'Meridian Optics', teaches: 'Nobody has been erased yet.' },
  { path: '/settings/identity-providers', title: 'Identity providers', row: 'northbeam.example', teaches: 'No identity provider yet.' },
  { path: '/settings/tokens', title: 'Tokens', row: 'Nightly import', teaches: 'No tokens yet.' },
  { path: '/settings/webhooks', title: 'Webhooks', row: 'Old ticketing', teaches: 'No webhooks yet.' },
  { path: '/settings/provisioning', title: 'Provisioning', row: 'The last admin cannot be deactivated.', teaches: 'Waiting for the first request.' },
]
const details = [
  { path: '/settings', title: 'Settings', row: 'Chrome on macOS' },
  { path: '/apps', title: 'Apps', row: 'Sources disagree' },
  { path: '/apps/tandem', title: 'Tandem', row: 'Watch out:' },
  { path: `/connections/${id('connection', 2)}`, title: 'Salesforce', row: 'Through a group' },
  { path: '/settings/roles', title: 'Roles', row: 'Coach' },
  { path: '/settings/approvals', title: 'Who approves what', row: 'Leavers in finance' },
  { path: '/settings/playbooks', title: 'Playbooks and tasks', row: 'Who gets the tasks, and how long they have' },
  { path: '/settings/findings', title: 'What counts as a finding', row: 'Enterprise' },
  { path: `/settings/leavers/${id('leaver', 0)}`, title: 'Ana Ruiz', row: '214 calls to Mara Lindqvist' },
  { path: `/settings/erasures/${id('erasure', 0)}`, title: 'Certificate of erasure', row: '00T5e00000AbCdEAAV' },
  { path: `/calls/${id('call', 1)}`, title: 'Meridian Optics quarterly review', row: 'It is, but the yard does not care about quarters.' },
  { path: `/people/${id('person', 0)}`, title: 'Ana Ruiz', row: 'Active, should not be' },
  { path: `/plans/${id('plan', 0)}`, title: 'Deactivate 7 accounts of people who left', row: 'Approve 7 steps for 5 people' },
  { path: `/plans/${id('plan', 1)}`, title: 'Deactivate 7 accounts of people who left', row: '2 of 7 steps verified' },
  { path: `/plans/${id('plan', 1)}/certificate`, title: 'Certificate', row: 'so that no time is certified' },
]
const others = [
  { path: '/sign-in', title: 'Sign in', row: 'Continue' },
  { path: '/claim?token=t', title: 'Set up Rollcall', row: 'At least 12 characters' },
  { path: '/authorize?client_id=quill&state=s', title: 'Let Quill in?', row: 'Read people, findings and plans' },
  { path: '/welcome', title: 'Welcome to Rollcall', row: 'Connect your stack' },
  { path: '/nowhere', title: 'There is no page here', row: 'Go to the first page' },
]
const opened = [
  { path: `/people/${id('person', 0)}?start=offboard`, title: 'Ana Ruiz', row: 'What they own goes to' },
  { path: `/connections/${id('connection', 2)}?start=replace`, title: 'Salesforce', row: 'Choose by which app Salesforce is replaced.' },
  { path: `/findings?finding=${id('finding', 0)}`, title: 'Findings', row: 'From a complete read' },
  { path: `/tasks?task=${id('step', 2)}`, title: 'Tasks', row: 'Drop evidence here' },
  { path: `/matching?question=${id('account', 900)}`, title: 'Matching', row: 'Kept with the decision.' },
  { path: `/matching?view=decided&decision=${id('decision', 0)}`, title: 'Matching', row: 'Take this decision back' },
  { path: `/findings?finding=${id('finding', 100)}`, title: 'Findings', row: 'Ask its owner whether it is still needed' },
  { path: `/connections?connection=${id('connection', 3)}`, title: 'Connections', row: 'Page 3 of 4 answered 502 three times.' },
  { path: `/connections?connection=${id('connection', 5)}`, title: 'Connections', row: 'Confirm that this file is whole' },
  { path: `/connections?connection=${id('connection', 4)}`, title: 'Connections', row: 'Check the console now' },
  { path: `/settings/provisioning?request=${id('provisioning', 4)}`, title: 'Provisioning', row: 'Copy for support' },
  { path: '/connections?add=okta', title: 'Connections', row: 'Sealed before it is stored, and never shown again.' },
  { path: `/trackers?tracker=${id('tracker', 1)}`, title: 'Trackers', row: 'Heard 104 times in' },
  { path: `/settings/mapping-rules?rule=${id('rule', 1)}`, title: 'Mapping rules', row: 'Add a condition' },
  { path: '/settings/mapping-rules?open=versions', title: 'Mapping rules', row: 'In force' },
  { path: '/settings/mapping-rules?open=try', title: 'Mapping rules', row: 'Nothing is saved.' },
  { path: '/settings/mapping-rules?open=import', title: 'Mapping rules', row: 'Make rules of it' },
  { path: '/settings/access-rules?rule=1', title: 'Access rules', row: 'Any of these' },
  { path: '/settings/access-rules?exception=1', title: 'Access rules', row: 'It stays as it is, whatever the rules say.' },
  { path: '/settings/access-rules?open=versions', title: 'Access rules', row: 'took up version 1 again' },
  { path: `/settings/users?user=${id('user', 0)}`, title: 'Users', row: 'Deactivated; sessions and tokens ended' },
  { path: `/settings/groups?group=${id('group', 0)}`, title: 'Groups', row: 'new.hire@northbeam.example' },
  { path: '/settings/users?import=open', title: 'Users', row: 'An empty cell changes nothing.' },
  { path: `/settings/identity-providers?provider=${id('provider', 1)}`, title: 'Identity providers', row: 'Would sign in Ana Ruiz' },
  { path: `/settings/identity-providers?provider=${id('provider', 2)}`, title: 'Identity providers', row: 'Waiting for the first request' },
  { path: `/settings/identity-providers?provider=${id('provider', 3)}`, title: 'Identity providers', row: 'the people of Northbeam' },
  { path: '/settings/identity-providers?add=oidc', title: 'Identity providers', row: 'Admit the org of' },
  { path: '/settings/identity-providers?add=provider', title: 'Identity providers', row: 'Audience URI (SP Entity ID)' },
  { path: `/settings/webhooks?webhook=${id('webhook', 1)}`, title: 'Webhooks', row: 'Verify the signature' },
  { path: `/settings/webhooks?webhook=${id('webhook', 1)}&delivery=813`, title: 'Webhooks', row: 'Failed, tried again' },
  { path: '/calls?import=open', title: 'Calls', row: 'Choose transcripts' },
]

let desk: Desk
beforeAll(async () => {
  desk = await openDesk(company())
})
afterAll(() => desk.close())

const open = async (path: string, view?: View) => {
  const { page, complaints } = await desk.open(path, view)
  const end = async () => {
    await page.context().close()
    expect(complaints).toEqual([])
  }
  return { page, end }
}

describe.each(lists)('$path in an empty workspace', ({ path, title, teaches }) => {
  it('teaches what would be here', async () => {
    desk.standIn.use(emptyCompany())
    const { page, end } = await open(path)
    expect(await page.locator('h1').textContent()).toBe(title)
    await page.getByText(teaches).waitFor()
    expect(await page.getByRole('alert').count()).toBe(0)
    await end()
  })
})

describe.each([...lists, ...details])('$path when reading fails', ({ path, row }) => {
  it('says so, and comes back with the way out', async () => {
    desk.standIn.use(brokenCompany())
    const { page, end } = await open(path)
    const retry = page.getByRole('button', { name: 'Try again' })
    await retry.first().waitFor()
    expect(await page.getByText(row).count()).toBe(0)
    desk.standIn.use(company())
    await retry.first().click()
    await page.getByText(row).first().waitFor()
    await end()
  })
})

describe.each([...lists, ...details, ...others, ...opened])('$path', ({ path, title, row }) => {
  let view: Awaited<ReturnType<typeof open>>
  beforeAll(async () => {
    desk.standIn.use(company())
    view = await open(path)
  })
  afterAll(() => view.end())

  it('shows what there is', async () => {
    expect(await appears(view.page.getByText(row))).toBe(true)
    expect(await view.page.locator('h1').textContent()).toBe(title)
    expect(await view.page.locator('main').count()).toBe(1)
    expect(await view.page.title()).toBe(`${title} · Rollcall`)
  })

  it.each(['light', 'dark'] as const)('has nothing that axe finds, in the %s theme', async colorScheme => {
    await view.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await view.page.evaluate(axe)
    expect(await view.page.evaluate(axeRun)).toEqual([])
  })

  it('does not scroll sideways at 360 pixels', async () => {
    await view.page.setViewportSize({ width: 360, height: 740 })
    expect(await view.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0)
  })
})
