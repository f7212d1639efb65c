import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Desk, openDesk } from './testing/browser.ts'
import { company } from './testing/company/company.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk(company())
})
afterAll(() => desk.close())

it('shows beside a provider what it has to know of Rollcall, by its protocol, and loses nothing of the page behind', async () => {
  const { page, complaints } = await desk.open('/settings/identity-providers')
  await page.getByRole('link', { name: 'Okta' }).click()
  const details = page.getByRole('complementary')
  await details.getByRole('heading', { name: 'What it has to know of Rollcall' }).waitFor()
  await details.getByText('https://rollcall.northbeam.example/login/saml', { exact: true }).waitFor()
  expect(await details.getByRole('button', { name: 'Copy Certificate' }).count()).toBe(1)
  const room = await page.getByRole('main').evaluate(main => main.scrollWidth - main.clientWidth)
  expect(room).toBeLessThanOrEqual(0)
  await page.getByRole('link', { name: 'Salesforce' }).click()
  await details.getByText('https://rollcall.northbeam.example/login/oidc/callback', { exact: true }).waitFor()
  expect(await details.getByRole('button', { name: 'Copy Certificate' }).count()).toBe(0)
  expect(complaints).toEqual([])
  await page.context().close()
})
