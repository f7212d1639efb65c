// Somebody decides whose account it is, and takes it back, in a real browser over the real server.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listMatchDecisions, listMatchQuestions } from '@rollcall/contract'
import { type Acme, left, oktaUser, relayUser, startAcme } from '../../server/modules/lifecycle/testing/acme.ts'
import { expectAccessible, openBrowser } from '../support/browser.ts'
import { admin, eventually } from '../support/workspace.ts'

const sam = (id: string, lastName: string, more: object = {}) =>
  oktaUser(id, { ...more, profile: { login: `${id}@acme.test`, email: 'sam@acme.test', firstName: 'Sam', lastName } })

describe('a dispute', () => {
  let acme: Acme
  let browser: Browser
  let page: Page
  const complaints: string[] = []
  beforeAll(async () => {
    acme = await startAcme({ okta: [sam('sam1', 'Old', left), sam('sam2', 'New')], relay: [relayUser('sam', { externalId: null })] })
    browser = await openBrowser()
    page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' })
    page.setDefaultTimeout(15_000)
    page.on('pageerror', error => complaints.push(error.message))
  })
  afterAll(async () => {
    await browser.close()
    await acme.stop()
  })

  const disputes = async () => (await acme.ada.call(listMatchQuestions, { query: { of: 'disputes' } })).items.map(({ subject }) => subject.name)
  const standing = async () => (await acme.ada.call(listMatchDecisions, { query: {} })).items.flatMap(one => (one.undoneAt === null ? [one.sentence] : []))

  it('is counted in the rail, laid out side by side, settled with a reason, and taken back', async () => {
    await page.goto(`${acme.workspace.url}/sign-in?next=/matching`)
    await page.getByLabel('E-mail').fill(admin.email)
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByLabel('Password').fill(admin.password)
    await page.getByRole('button', { name: /sign in|continue/i }).click()
    await page.getByRole('heading', { name: 'Matching', level: 1 }).waitFor()

    // By keyboard alone: to the first row, open it.
    await page.getByRole('link', { name: 'sam@acme.test in Relay' }).waitFor()
    await page.getByRole('link', { name: 'sam@acme.test in Relay' }).focus()
    await page.keyboard.press('Enter')
    const inspector = page.getByRole('complementary', { name: 'sam@acme.test in Relay' })
    await inspector.getByRole('table', { name: 'sam@acme.test in Relay beside Sam New' }).waitFor()
    await inspector.getByRole('table', { name: 'sam@acme.test in Relay beside Sam Old' }).waitFor()
    await expectAccessible(page)
    await inspector.getByLabel('Why').fill('Asked her')
    await inspector.getByRole('button', { name: 'Belongs to Sam New' }).click()
    await page.getByText('Decided: sam@acme.test in Relay belongs to Sam New.').waitFor()
    expect(await standing()).toEqual(['sam@acme.test in Relay belongs to Sam New.'])
    expect(await disputes()).not.toContain('sam@acme.test in Relay')

    await page.getByText('Decided', { exact: true }).click()
    await page.getByText('Asked her').waitFor()
    await page.getByRole('link', { name: 'sam@acme.test in Relay belongs to Sam New.' }).click()
    await page.getByRole('button', { name: 'Take this decision back' }).click()
    await page.getByText('Taken back: everything belongs to whom it belonged before.').waitFor()
    await eventually(standing, decisions => decisions.length === 0)
    expect(await disputes()).toContain('sam@acme.test in Relay')
    // Nobody's access was touched on the way.
    expect(acme.relay.state.users.map(({ active, revision }) => [active, revision])).toEqual([[true, 1]])
    expect(complaints).toEqual([])
  })
})
