import { describe, expect, it } from 'vitest'
import { Refusal } from './testing/answers.ts'
import { appears } from './testing/browser.ts'
import { companyDesk } from './testing/company-desk.ts'
import { company, companyFor } from './testing/company/company.ts'
import { id } from './testing/company/ids.ts'
import { findings, plans } from './testing/company/lifecycle.ts'

const desk = companyDesk()
const { asked, on } = desk
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
      expect(asked('approvePlan')).toEqual([{ hash: draft.hash }])
    })
  })

  it('closes an account that nobody uses only where a person asks for it', () => {
    const idle = findings.find(({ kind }) => kind === 'idle')
    return on(`/findings?finding=${idle?.id}`, async page => {
      await page.getByRole('button', { name: 'Make a plan that closes the account' }).click()
      await page.waitForURL('**/plans/*')
      expect(asked('draftPlan')).toEqual([{ findingIds: [idle?.id], byChoice: true }])
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
      expect(asked('writeMode')).toEqual([{ mode: 'automatic', kinds: ['active_after_deactivation', 'person_without_account'], ownerId: null }])
    }))
})
