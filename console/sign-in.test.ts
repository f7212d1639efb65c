import { describe, expect, it } from 'vitest'
import { Refusal } from './testing/answers.ts'
import { appears } from './testing/browser.ts'
import { companyDesk } from './testing/company-desk.ts'
import { company } from './testing/company/company.ts'

const desk = companyDesk()
const { on } = desk

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
