import { describe, expect, it } from 'vitest'
import { appears } from './testing/browser.ts'
import { companyDesk } from './testing/company-desk.ts'
import { company, companyFor } from './testing/company/company.ts'
import { id } from './testing/company/ids.ts'
import { findings, plans } from './testing/company/lifecycle.ts'
import { people } from './testing/company/people.ts'

const desk = companyDesk()
const { asked, on } = desk
const draft = plans[0]
if (!draft) throw new Error('There is no plan.')

describe('a person', () => {
  it('is joined to every identity and account by a line that says why', () =>
    on(`/people/${id('person', 0)}`, async page => {
      await page.locator('svg path[d^="M"][d*="C"]').first().waitFor({ state: 'attached' })
      expect(await page.locator('main svg path[d*="C"][d*="H"]').count()).toBe(4)
      expect(await page.getByRole('region', { name: 'Accounts' }).getByRole('listitem').count()).toBe(3)
      await page.getByText('Same employee number', { exact: true }).waitFor()
    }))

  it('has a plan made of what a plan repairs, and of nothing that a person decides about', () => {
    const [repaired, decided] = [findings.find(({ repair }) => repair !== null), findings.find(({ kind }) => kind === 'idle')]
    if (repaired === undefined || decided === undefined) throw new Error('There is not a finding of each sort.')
    const items = [repaired, decided].map(finding => ({ ...finding, state: 'open' as const, blocked: null }))
    desk.standIn.use({ ...company(), listFindings: () => ({ items, nextCursor: null, total: 2 }) })
    return on(`/people/${id('person', 0)}`, async page => {
      await page.getByRole('button', { name: 'Make a plan of 1 finding' }).click()
      await page.waitForURL('**/plans/*')
      expect(asked('draftPlan')).toEqual([{ findingIds: [repaired.id], byChoice: false }])
    })
  })

  it('is offboarded only after everything that would happen was shown, and leads to the plan', () =>
    on(`/people/${id('person', 0)}`, async page => {
      await page.getByRole('button', { name: 'Offboard', exact: true }).click()
      const dialog = page.getByRole('dialog', { name: /^Offboard/ })
      await dialog.getByText('3 open opportunities, 12 accounts').waitFor()
      expect(await appears(dialog.getByText(/is a service account and is left out/))).toBe(true)
      expect(await appears(dialog.getByText('Take an app from ana.ruiz@northbeam.example (Clari)'))).toBe(true)
      expect(asked('draftPlaybook')).toEqual([])
      await dialog.getByRole('radio', { name: 'Nobody' }).check({ force: true })
      await dialog.getByRole('button', { name: 'Make the plan', exact: true }).click()
      await page.waitForURL(`**/plans/${draft.id}`)
      expect(asked('draftPlaybook')).toMatchObject([{ playbook: 'leaver', personId: id('person', 0), receiverId: null, eraseAfterDays: null }])
    }))

  it('is offboarded in a dialog that has an address, which a reload shows again and the way back closes', () =>
    on(`/people/${id('person', 0)}`, async page => {
      const offboard = page.getByRole('button', { name: 'Offboard', exact: true })
      const dialog = page.getByRole('dialog', { name: /^Offboard/ })
      const isFocused = () => offboard.evaluate(button => button === document.activeElement)
      const closed = () => dialog.waitFor({ state: 'detached' })
      await offboard.click()
      await page.waitForURL('**/people/*?start=offboard')
      await dialog.waitFor()
      await page.goBack()
      await closed()
      expect(await isFocused()).toBe(true)
      await page.goForward()
      await dialog.waitFor()
      await page.reload()
      await dialog.waitFor()
      await page.keyboard.press('Escape')
      await closed()
      expect([new URL(page.url()).search, await isFocused()]).toEqual(['', true])
      expect(asked('draftPlaybook')).toEqual([])
      // Once there is a plan, the way back leads to the person, not to drafting it again.
      await page.getByRole('button', { name: 'Lock out' }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Make the plan' }).click()
      await page.waitForURL(`**/plans/${draft.id}`)
      await page.goBack()
      await offboard.waitFor()
      expect([new URL(page.url()).search, await page.getByRole('dialog').count()]).toEqual(['', 0])
    }))

  it.each(['offboarding', '', 'replace', '__proto__'])('is shown without a dialog where the address asks for “%s”', start =>
    on(`/people/${id('person', 0)}?start=${start}`, async page => {
      await page.getByRole('button', { name: 'Offboard', exact: true }).waitFor()
      expect(await page.getByRole('dialog').count()).toBe(0)
    }),
  )

  it('is planned for by nobody who may not, whatever the address asks for', async () => {
    desk.standIn.use(companyFor('self', 'people:read'))
    await on(`/people/${id('person', 0)}?start=offboard`, async page => {
      await page.getByRole('heading', { name: 'Out of step' }).waitFor()
      expect(await page.getByRole('dialog').count()).toBe(0)
      expect(asked('previewPlaybook')).toEqual([])
    })
  })

  it('begins with what rules and team suggest, of which a choice is made, on the first day where they work', () =>
    on(`/people/${id('person', 0)}`, async page => {
      await page.getByRole('button', { name: 'Onboard', exact: true }).click()
      const dialog = page.getByRole('dialog', { name: /^Onboard/ })
      expect(await appears(dialog.getByText('Create an account for ana.ruiz@northbeam.example role Listener'))).toBe(true)
      expect(await dialog.getByRole('checkbox', { name: /^Salesforce/ }).isDisabled()).toBe(true)
      await dialog.getByRole('radio', { name: 'First day' }).check({ force: true })
      await dialog.getByText('Choose a day.').waitFor()
      expect(await dialog.getByRole('button', { name: 'Make the plan' }).isDisabled()).toBe(true)
      await dialog.getByLabel('First day').last().fill('2027-01-04')
      await dialog.getByText('4 Jan 2027, 00:00 (Europe/Lisbon), which is 4 Jan 2027, 01:00 here').waitFor()
      await dialog.getByLabel('Role in Chorus').fill('Coach')
      await dialog.getByText('role Coach').waitFor()
      await dialog.getByRole('button', { name: 'Make the plan' }).click()
      await page.waitForURL(`**/plans/${draft.id}`)
      expect(asked('draftPlaybook')).toMatchObject([
        { playbook: 'joiner', when: { at: 'start_of_day', day: '2027-01-04' }, access: [{ connectionId: id('connection', 3), role: 'Coach' }] },
      ])
      expect(asked('draftPlaybook')[0]).not.toHaveProperty('when.timeZone')
    }))

  it('is moved with others from an app to the one that replaces it, after the blast radius was seen', () =>
    on(`/connections/${id('connection', 2)}`, async page => {
      await page.getByRole('button', { name: 'Replace', exact: true }).click()
      const dialog = page.getByRole('dialog', { name: 'Replace Salesforce' })
      await dialog.getByText('Choose by which app Salesforce is replaced.').waitFor()
      await dialog.getByLabel('By', { exact: true }).selectOption('Chorus')
      await dialog.getByText('28 steps in 2 apps, for 14 people. 2 people have to approve the plan').waitFor()
      await dialog.getByLabel('Account executive becomes').fill('Listener')
      await dialog.getByRole('radio', { name: 'After a day' }).check({ force: true })
      await dialog.getByText('Choose the last day of Salesforce.').waitFor()
      await dialog.getByLabel('Last day of Salesforce').fill('2027-03-31')
      await dialog.getByText('for everybody who has the second, is drafted on 2027-04-01').waitFor()
      expect(asked('draftPlaybook')).toEqual([])
      await dialog.getByRole('button', { name: 'Make the plan' }).click()
      await page.waitForURL(`**/plans/${draft.id}`)
      expect(asked('draftPlaybook')).toMatchObject([
        { playbook: 'app_migration', toConnectionId: id('connection', 3), roles: { 'Account executive': 'Listener' }, switchOffOn: '2027-03-31' },
      ])
      expect(asked('draftPlaybook')[0]).not.toHaveProperty('personIds')
    }))

  it('has the dialog that replaces an app in the address of the app, beside the accounts that are listed', () =>
    on(`/connections/${id('connection', 2)}?status=active&start=replace`, async page => {
      const dialog = page.getByRole('dialog', { name: 'Replace Salesforce' })
      await dialog.waitFor()
      const again = page.waitForRequest(request => request.url().includes('/accounts?'))
      await page.reload()
      expect([...new URL((await again).url()).searchParams.keys()].toSorted()).toEqual(['limit', 'status'])
      await dialog.waitFor()
      await page.keyboard.press('Escape')
      await page.waitForURL(url => url.search === '?status=active')
      await dialog.waitFor({ state: 'detached' })
      expect(await page.getByRole('button', { name: 'Replace', exact: true }).evaluate(button => button === document.activeElement)).toBe(true)
      await page.getByRole('button', { name: 'Replace', exact: true }).click()
      await page.waitForURL(url => url.search === '?status=active&start=replace')
      await page.goBack()
      await dialog.waitFor({ state: 'detached' })
      expect(new URL(page.url()).search).toBe('?status=active')
    }))

  it('has an account protected, and unprotected again by undo', () =>
    on(`/people/${id('person', 1)}`, async page => {
      await page.getByRole('combobox', { name: 'Protection of the account in Salesforce' }).selectOption('Service account')
      await page.getByText('Service account: no plan will change it.').waitFor()
      await page.getByRole('button', { name: 'Undo' }).click()
      await page.getByText('As it was.').waitFor()
      expect(asked('protectAccount')).toEqual([{ protection: 'service' }, { protection: 'none' }])
    }))
})

describe('the roster', () => {
  it.each([1024, 1280, 1920])('keeps every mark under the head of its app, with twenty apps and %i pixels', async width => {
    const columns = Array.from({ length: 20 }, (_, n) => ({ connectionId: id('connection', n), name: `App ${n}`, kind: 'app' as const }))
    const items = people.slice(0, 3).map(one => ({ ...one, marks: columns.map(({ connectionId }) => ({ connectionId, mark: 'present' as const })) }))
    desk.standIn.use({ ...company(), listPeople: () => ({ items, nextCursor: null, total: 3, columns }) })
    await on(
      '/people',
      async page => {
        await page.getByText(items[0]?.displayName ?? '').waitFor()
        const middles = (role: 'columnheader' | 'cell') =>
          page
            .getByRole(role)
            .filter({ hasText: /^App \d+/ })
            .evaluateAll(all => all.map(each => Math.round(each.getBoundingClientRect().left + each.getBoundingClientRect().width / 2)))
        const heads = await middles('columnheader')
        expect(heads).toHaveLength(20)
        expect(await middles('cell')).toEqual([...heads, ...heads, ...heads])
        expect(await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)).toBe(false)
      },
      { width },
    )
  })

  it('draws only the rows in sight of a long roll, and counts them all', () =>
    on('/people', async page => {
      expect(await page.getByRole('table').getAttribute('aria-rowcount')).toBe('149')
      expect(await page.getByRole('row').count()).toBeLessThan(60)
      await page.getByRole('cell', { name: 'Salesforce: should not be there' }).first().waitFor()
    }))

  it('filters by a mark of its legend and keeps that in the address', () =>
    on('/people', async page => {
      await page.getByRole('button', { name: 'Missing' }).click()
      await page.waitForURL('**/people?mark=missing')
      const missing = people.filter(({ marks }) => marks.some(({ mark }) => mark === 'missing'))
      expect(await appears(page.getByText(`${missing.length} people found`))).toBe(true)
    }))
})

describe('a connection', () => {
  it('is refused by the form before it is sent, a sentence per field', () =>
    on('/connections?add=okta', async page => {
      await page.getByText('OAuth service app').click()
      await page.getByLabel('Address').fill('northbeam')
      await page.getByLabel('Client id').fill('abc')
      await page.getByRole('button', { name: 'Connect', exact: true }).click()
      await page.getByText('The address begins with https:// and ends before the first slash.').waitFor()
      await page.getByText('An Okta client id begins with 0oa and has 20 characters.').waitFor()
      await page.getByText('Private key is needed.').waitFor()
      expect(asked('createConnection')).toEqual([])
    }))

  it('goes to the vendor for consent when it signs in by OAuth', () =>
    on('/connections?add=salesforce', async page => {
      await page.route('https://northbeam.salesforce.example/**', route => route.fulfill({ body: 'The vendor asks for consent.' }))
      await page.getByLabel('Address').fill('https://northbeam.my.salesforce.com')
      await page.getByLabel('Consumer key').fill('key')
      await page.getByLabel('Consumer secret').fill('secret')
      await page.getByRole('button', { name: 'Connect', exact: true }).click()
      await page.waitForURL('https://northbeam.salesforce.example/authorize')
      expect(asked('createConnection')).toMatchObject([{ auth: 'oauth_code', credentials: { clientId: 'key', clientSecret: 'secret' } }])
    }))
})
