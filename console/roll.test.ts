import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Refusal } from './testing/answers.ts'
import { appears, openDesk, type Desk, type View } from './testing/browser.ts'
import { company, companyFor } from './testing/company/company.ts'
import { id } from './testing/company/ids.ts'
import { findings, plans } from './testing/company/lifecycle.ts'
import { people } from './testing/company/people.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk(company())
})
afterAll(() => desk.close())
beforeEach(() => {
  desk.standIn.use(company())
  desk.standIn.asked.length = 0
})

const asked = (endpoint: string) => desk.standIn.asked.filter(one => one.id === endpoint)
const on = async (path: string, story: (page: Awaited<ReturnType<Desk['open']>>['page']) => Promise<void>, view?: View) => {
  const { page, complaints } = await desk.open(path, view)
  await story(page)
  await page.context().close()
  expect(complaints).toEqual([])
}
const draft = plans[0]
if (!draft) throw new Error('There is no plan.')

describe('a plan', () => {
  it('is approved by exactly the hash that was shown, and then says how far it is', async () => {
    let plan = draft
    desk.standIn.use({
      ...company(),
      readPlan: () => plan,
      approvePlan: () => (plan = { ...draft, state: 'applying', startedAt: draft.createdAt }),
    })
    await on(`/plans/${draft.id}`, async page => {
      await page.getByRole('button', { name: 'Approve 7 steps for 5 people', exact: true }).click()
      await page.getByText('0 of 7 steps verified').waitFor()
      expect(await page.getByRole('button', { name: /^Approve/ }).count()).toBe(0)
      expect(asked('approvePlan').map(one => one.body)).toEqual([{ hash: draft.hash }])
    })
  })

  it('closes an account that nobody uses only where a person asks for it', () => {
    const idle = findings.find(({ kind }) => kind === 'idle')
    return on(`/findings?finding=${idle?.id}`, async page => {
      await page.getByRole('button', { name: 'Make a plan that closes the account' }).click()
      await page.waitForURL('**/plans/*')
      expect(asked('draftPlan').map(({ body }) => body)).toEqual([{ findingIds: [idle?.id], byChoice: true }])
    })
  })

  it('names the one person it is for', async () => {
    const steps = draft.steps.filter(step => step.personName === 'Ana Ruiz')
    desk.standIn.use({ ...company(), readPlan: () => ({ ...draft, steps }) })
    await on(`/plans/${draft.id}`, async page => {
      expect(await appears(page.getByRole('button', { name: `Approve ${steps.length} steps for Ana Ruiz`, exact: true }))).toBe(true)
    })
  })

  it('tells why it was refused, and stays as it was', async () => {
    const sentence = 'An account changed since the plan was made. Make it anew.'
    desk.standIn.use({
      ...company(),
      approvePlan: () => {
        throw new Refusal('plan_stale', sentence)
      },
    })
    await on(`/plans/${draft.id}`, async page => {
      await page.getByRole('button', { name: 'Approve 7 steps for 5 people' }).click()
      await page.getByText(sentence).waitFor()
      expect(await page.getByText('Waits for approval').count()).toBe(1)
    })
  })

  it('offers no approval to those who may not give it', async () => {
    desk.standIn.use(companyFor('self', 'people:read'))
    await on(`/plans/${draft.id}`, async page => {
      await page.getByText('The run starts as soon as you approve.').waitFor()
      expect(await page.getByRole('button', { name: /^Approve/ }).count()).toBe(0)
      expect(await page.getByRole('button', { name: 'Discard' }).count()).toBe(0)
    })
  })

  it('says which account a step changes where the name of the person does not, on the page, on paper and on a phone', async () => {
    const handle = 'gus.karimi-sandbox-administration@northbeam-holding.example'
    for (const width of [1280, 360])
      await on(
        `/plans/${draft.id}`,
        async page => {
          const lines = page.getByRole('region', { name: 'Steps' }).locator('ol > li')
          expect(await lines.filter({ hasText: `Account ${handle}` }).count()).toBe(1)
          expect(await lines.count()).toBe(7)
          await page.emulateMedia({ media: 'print' })
          expect(await page.getByText(`Account ${handle}`).isVisible()).toBe(true)
          await page.emulateMedia({ media: 'screen' })
          expect(await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)).toBe(false)
        },
        { width },
      )
  })

  it('opens each step to what decided and what proves it', () =>
    on(`/plans/${id('plan', 1)}`, async page => {
      expect(asked('listEvidence')).toEqual([])
      await page.locator('main ol button').first().click()
      await page.getByText('Read again after 4 seconds: inactive.').waitFor()
      await page.getByText('Salesforce offers no SCIM on this package.').waitFor()
      expect(asked('readConsoleScreenshot')).toEqual([])
    }))

  it('shows what a console looked like, when somebody opens the pictures and no sooner', () =>
    on(`/plans/${id('plan', 1)}`, async page => {
      await page.locator('main ol button').first().click()
      await page.getByText('2 pictures of the console').click({ timeout: 5_000 })
      await page.getByRole('button', { name: 'Enlarge Salesforce: the page of the user' }).click()
      await page.getByRole('dialog').getByRole('img', { name: 'Salesforce: the page of the user' }).waitFor()
      await page.keyboard.press('Escape')
      await appears(page.getByText('it may have been erased with the person it showed'))
      expect(asked('readConsoleScreenshot').length).toBeGreaterThanOrEqual(2)
    }))

  it('is green only where it was verified', () =>
    on(`/plans/${id('plan', 1)}`, async page => {
      const colour = (text: string) =>
        page
          .getByText(text, { exact: true })
          .first()
          .evaluate(mark => getComputedStyle(mark).color)
      const verified = await colour('Verified')
      for (const state of ['Applied, unverified', 'Failed', 'Waits for a person', 'Planned']) expect(await colour(state)).not.toBe(verified)
    }))

  it('prints every step open, with its evidence and whole hashes, and none of the buttons', () =>
    on(`/plans/${id('plan', 2)}`, async page => {
      await page.evaluate(() => {
        window.print = () => {
          document.body.dataset.printed = document.querySelector('main')?.textContent ?? ''
        }
      })
      await page.getByRole('button', { name: 'Print' }).click()
      await page.locator('body[data-printed]').waitFor()
      const printed = await page.evaluate(() => document.body.dataset.printed)
      expect(printed).toContain('Northbeam, printed from Rollcall on')
      expect(printed?.match(/Read again after 4 seconds: inactive\./g)).toHaveLength(2)
      expect(printed).toContain(plans[2]?.hash)
      await page.emulateMedia({ media: 'print' })
      expect(await page.getByRole('button', { name: 'Print' }).isVisible()).toBe(false)
      expect(await page.getByRole('navigation').first().isVisible()).toBe(false)
    }))
})

describe('the automatic mode of an app', () => {
  it('is ticked kind by kind, and says what the app cannot', () =>
    on('/settings/approvals', async page => {
      const kinds = page.getByRole('group', { name: 'What Salesforce does by itself' })
      const box = (name: string) => kinds.getByRole('checkbox', { name })
      expect(await box('Deactivates accounts of people who left').isDisabled()).toBe(true)
      expect(await box('Deactivates accounts that no access rule gives People approve it in this app. By hand, in the same place.').isDisabled()).toBe(true)
      await box('Reactivates closed accounts that an access rule gives').click()
      await page.getByText('Salesforce: automatic.').waitFor()
      expect(asked('writeMode').map(({ body }) => body)).toEqual([
        { mode: 'automatic', kinds: ['active_after_deactivation', 'person_without_account'], ownerId: null },
      ])
    }))
})

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
      expect(asked('draftPlan').map(({ body }) => body)).toEqual([{ findingIds: [repaired.id], byChoice: false }])
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
      expect(asked('draftPlaybook').map(({ body }) => body)).toMatchObject([
        { playbook: 'leaver', personId: id('person', 0), receiverId: null, eraseAfterDays: null },
      ])
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
      expect(asked('draftPlaybook').map(({ body }) => body)).toMatchObject([
        { playbook: 'joiner', when: { at: 'start_of_day', day: '2027-01-04' }, access: [{ connectionId: id('connection', 3), role: 'Coach' }] },
      ])
      expect(asked('draftPlaybook')[0]?.body).not.toHaveProperty('when.timeZone')
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
      expect(asked('draftPlaybook').map(({ body }) => body)).toMatchObject([
        { playbook: 'app_migration', toConnectionId: id('connection', 3), roles: { 'Account executive': 'Listener' }, switchOffOn: '2027-03-31' },
      ])
      expect(asked('draftPlaybook')[0]?.body).not.toHaveProperty('personIds')
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
      expect(asked('protectAccount').map(one => one.body)).toEqual([{ protection: 'service' }, { protection: 'none' }])
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
      expect(asked('createConnection').map(one => one.body)).toMatchObject([{ auth: 'oauth_code', credentials: { clientId: 'key', clientSecret: 'secret' } }])
    }))
})

describe('signing in', () => {
  it('is asked for, and leads back to where one wanted to go', async () => {
    const everything = company()
    let inside = false
    desk.standIn.use({
      ...everything,
      readMe: call => {
        const me = inside ? everything.readMe?.(call) : undefined
        if (!me) throw new Refusal('not_signed_in', 'Sign in first.')
        return me
      },
      signIn: call => {
        const reply = everything.signIn?.(call)
        if (!reply) throw new Refusal('internal', 'No answer.')
        inside = true
        return reply
      },
    })
    await on('/plans?state=done', async page => {
      await page.waitForURL(url => url.pathname === '/sign-in')
      await page.getByLabel('E-mail').fill('mara.lindqvist@northbeam.example')
      await page.getByRole('button', { name: 'Continue' }).click()
      await page.getByLabel('Password').fill('wrong')
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.getByText('E-mail, password and code do not belong together.').waitFor()
      await page.getByLabel('Password').fill('a long enough password')
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.waitForURL('**/plans?state=done')
      expect(await appears(page.getByRole('heading', { name: 'Plans', level: 1 }))).toBe(true)
    })
  })

  it('does not lead to a foreign site', () =>
    on('/sign-in?next=//evil.example/', async page => {
      await page.getByLabel('E-mail').fill('mara.lindqvist@northbeam.example')
      await page.getByRole('button', { name: 'Continue' }).click()
      await page.getByLabel('Password').fill('a long enough password')
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.waitForURL('**/overview')
      expect(new URL(page.url()).origin).toBe(desk.standIn.url)
    }))

  it('keeps the chosen theme from the first paint on', () =>
    on('/settings', async page => {
      await page.getByText('Dark', { exact: true }).click()
      await page.reload()
      expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark')
      expect(await page.locator('html').evaluate(html => getComputedStyle(html).colorScheme)).toBe('dark')
    }))
})
