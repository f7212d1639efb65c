import { expect, it } from 'vitest'
import { companyDesk } from './testing/company-desk.ts'

const { on } = companyDesk()

it('shows beside a provider what it has to know of Rollcall, by its protocol, and loses nothing of the page behind', () =>
  on('/settings/identity-providers', async page => {
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
  }))
