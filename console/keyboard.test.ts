import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openDesk, type Desk, type OpenedPage } from './testing/browser.ts'
import { company } from './testing/company/company.ts'

let desk: Desk
let opened: OpenedPage
beforeAll(async () => {
  desk = await openDesk(company())
})
afterAll(() => desk.close())

const at = (path: string) => {
  beforeEach(async () => {
    opened = await desk.open(path)
  })
  afterEach(async () => {
    await opened.page.context().close()
    expect(opened.complaints).toEqual([])
  })
}
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? '')
const press = async (page: Page, ...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key)
}

describe('the keyboard, on a table', () => {
  at('/findings')

  it('walks the rows with j and k, opens one with Enter and closes it with Escape', async () => {
    const { page } = opened
    await press(page, 'j', 'j', 'k')
    expect(await focused(page)).toBe('Ana Ruiz')
    await press(page, 'Enter')
    await page.waitForURL(/finding=/)
    expect(await focused(page)).toBe('Ana Ruiz in Salesforce')
    await press(page, 'Escape')
    await page.waitForURL(url => !url.searchParams.has('finding'))
    expect(await focused(page)).toBe('Ana Ruiz')
  })

  it('selects with x, and what may not be planned stays unselected', async () => {
    const { page } = opened
    const rows = page.locator('tbody tr')
    const blocked = await rows.evaluateAll(all => all.findIndex(row => row.textContent?.includes('Blocked')))
    for (let step = 0; step <= blocked; step++) await press(page, 'j', 'x')
    await page.getByText(`${blocked} findings selected.`).waitFor()
    expect(await rows.nth(blocked).locator('input').isChecked()).toBe(false)
    await page.getByRole('button', { name: `Make a plan of ${blocked} findings` }).waitFor()
  })

  it('puts the cursor into the search with /, where letters are letters again', async () => {
    const { page } = opened
    await press(page, '/', 'g', 'c')
    expect(await page.getByRole('searchbox').inputValue()).toBe('gc')
    expect(new URL(page.url()).pathname).toBe('/findings')
  })
})

describe('the keyboard, anywhere', () => {
  at('/calls')

  it('goes to a place with two keys, and the title has the focus there', async () => {
    const { page } = opened
    await press(page, 'g', 'p')
    await page.waitForURL('**/people')
    await page.getByRole('heading', { name: 'People', level: 1 }).waitFor()
    expect(await focused(page)).toBe('People')
  })

  it('goes to a person by name through the palette', async () => {
    const { page } = opened
    await press(page, 'Control+k')
    await page.getByRole('dialog').getByRole('combobox').fill('ana ruiz')
    await page.getByRole('option', { name: 'Ana Ruiz' }).waitFor()
    await press(page, 'Enter')
    await page.getByRole('heading', { name: 'Ana Ruiz', level: 1 }).waitFor()
    expect(await page.getByRole('dialog').count()).toBe(0)
  })

  it('goes to a page of the settings through the palette, which offers them to whoever looks for one', async () => {
    const { page } = opened
    await press(page, 'Control+k')
    await page.getByRole('option', { name: 'Settings' }).waitFor()
    expect(await page.getByRole('option', { name: 'Webhooks' }).count()).toBe(0)
    await page.getByRole('dialog').getByRole('combobox').fill('webh')
    await page.getByRole('option', { name: 'Webhooks' }).waitFor()
    await press(page, 'Enter')
    await page.getByRole('heading', { name: 'Webhooks', level: 1 }).waitFor()
    const nav = page.getByRole('navigation', { name: 'Settings' })
    expect(await nav.getByRole('link').allTextContents()).toEqual([
      'Yours',
      'Users and access',
      'Sign-in and events',
      'Roll',
      'Identity providers',
      'Provisioning',
      'Webhooks',
    ])
  })

  it('shows its keys with ?, and gives the focus back', async () => {
    const { page } = opened
    await press(page, 'j', '?')
    await page.getByRole('dialog', { name: 'Keys' }).getByText('Next row').waitFor()
    await press(page, 'Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    expect(await focused(page)).toBe('Hollis Freight: demurrage and the pilot')
  })

  it('leaves single keys alone when they are switched off', async () => {
    const { page } = opened
    await page.evaluate(() => localStorage.setItem('rollcall.single-keys', 'off'))
    await press(page, 'g', 'p', '?')
    expect(new URL(page.url()).pathname).toBe('/calls')
    expect(await page.getByRole('dialog').count()).toBe(0)
  })

  it('skips to the content with the first Tab', async () => {
    const { page } = opened
    await press(page, 'Tab')
    expect(await focused(page)).toBe('Skip to the content')
    await press(page, 'Enter', 'Tab')
    expect(await page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true)
  })
})
