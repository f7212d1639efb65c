// The first day of an admin, in a real browser, over the real server and stand-in vendors.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { companyCalls, startStandIns, type StandIns } from '@rollcall/simulators'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectAccessible, openBrowser } from '../support/browser.ts'
import { admin, eventually, startWorkspace, type Workspace } from '../support/workspace.ts'

describe('the first day', () => {
  let standIns: StandIns
  let workspace: Workspace
  let browser: Browser
  let page: Page
  const complaints: string[] = []

  beforeAll(async () => {
    standIns = await startStandIns()
    workspace = await startWorkspace({ environment: { ROLLCALL_INTERNAL_DOMAINS: 'fernhollow.example' } })
    browser = await openBrowser()
    page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce', timezoneId: 'Europe/Berlin' })
    page.setDefaultTimeout(15_000)
    page.on('pageerror', error => complaints.push(error.message))
  })
  afterAll(async () => {
    await browser.close()
    await workspace.stop()
    await standIns.close()
  })

  const open = async (path: string) => {
    await page.goto(workspace.url + path)
    await page.locator('h1').first().waitFor()
  }

  /** Pictures of the README are made here, where what they show was just seen to work; only when asked, so that a test run changes no file. */
  const picture = async (name: string) => {
    if (process.env.PICTURES === undefined) return
    mkdirSync(process.env.PICTURES, { recursive: true })
    await page.screenshot({ path: join(process.env.PICTURES, `${name}.png`) })
  }

  it('claims the workspace by the one-time link, and is shown three ways to begin', async () => {
    await page.goto(workspace.claimUrl ?? '')
    await page.getByLabel('Name').fill(admin.name)
    await page.getByLabel('E-mail').fill(admin.email)
    await page.getByLabel('Password').fill(admin.password)
    await expectAccessible(page)
    await page.getByRole('button', { name: /set up|begin|create|start/i }).click()
    await page.getByRole('heading', { name: 'Welcome to Rollcall' }).waitFor()
    for (const way of ['Connect your stack', 'Import a call']) await page.getByRole('heading', { name: way }).waitFor()
    await expectAccessible(page)
  })

  it('connects three vendors by the forms of their manifests', async () => {
    const fieldsOf: Record<string, Record<string, string>> = {
      okta: { 'API token': '00-demo-okta-token' },
      scim: {},
      salesforce: { 'Client ID': 'demo-client', 'Client secret': 'demo-salesforce-secret' },
    }
    for (const each of standIns.connections.filter(({ connector }) => connector in fieldsOf)) {
      await open(`/connections?add=${each.connector}`)
      const form = page.getByRole('dialog')
      await form.getByLabel('Name').fill(each.name)
      await form.getByLabel('Address').fill(each.baseUrl)
      if (each.auth === 'oauth_client_credentials') await form.getByText('client credentials').click()
      for (const [label, value] of Object.entries(fieldsOf[each.connector] ?? {})) await form.getByRole('textbox', { name: label }).fill(value)
      if (each.connector === 'scim') await form.getByRole('textbox', { name: /token/i }).fill(each.credentials.token ?? '')
      await expectAccessible(page)
      await form.getByRole('button', { name: /^Connect/ }).click()
      await form.waitFor({ state: 'hidden' })
    }
    await open('/connections')
    await eventually(
      async () => page.locator('main').innerText(),
      text => (text.match(/Complete/g) ?? []).length >= 3,
      60,
    )
    await expectAccessible(page)
  })

  it('imports a call, corrects where it belongs, and sees it in Salesforce once', async () => {
    const call = companyCalls(new Date()).find(each => each.fileName === 'brightwater-pricing.vtt')
    const file = join(mkdtempSync(join(tmpdir(), 'rollcall-journey-')), 'brightwater-pricing.vtt')
    writeFileSync(file, call?.transcript ?? '')
    await open('/calls?import=open')
    const dialog = page.getByRole('dialog')
    await dialog.locator('input[type=file]').setInputFiles(file)
    await dialog.getByLabel('Title of brightwater-pricing.vtt').fill('Brightwater: commercials')
    await dialog.getByLabel('Owner’s e-mail').fill(call?.details.ownerEmail ?? '')
    for (const [index, { name, email }] of (call?.details.participants ?? []).entries()) {
      if (index > 0 || (await dialog.getByLabel('Name').count()) === 0) await dialog.getByRole('button', { name: /add/i }).click()
      await dialog.getByLabel('Name').nth(index).fill(name)
      await dialog.getByLabel('E-mail', { exact: true }).nth(index).fill(email)
    }
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Import 1 call' }).click()
    await dialog.getByRole('button', { name: 'Done' }).click()
    await page.getByRole('link', { name: 'Brightwater: commercials' }).click()
    await page.getByText('Delivered').first().waitFor()
    const tasks = () => standIns.salesforce.state.org.Task
    expect(tasks()).toEqual([expect.objectContaining({ Subject: 'Chorus - Brightwater: commercials', Status: 'Completed', Type: 'Call' })])
    const [{ Id, WhatId } = {}] = tasks()
    await picture('call')
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Correct' }).click()
    const picker = page.getByRole('dialog')
    await picker.getByRole('searchbox').or(picker.getByRole('combobox')).or(picker.getByRole('textbox')).first().fill('Ironwood')
    await picker.getByText('Ironwood Furniture').first().click()
    await eventually(
      async () => tasks(),
      ([task]) => task?.WhatId !== WhatId,
    )
    expect(tasks()).toEqual([expect.objectContaining({ Id, Subject: 'Chorus - Brightwater: commercials' })])
  })

  it('finds who left and is still in, plans, approves what the button says, and sees each step verified', async () => {
    await open('/people')
    await page.getByText('Dana Whitfield').waitFor()
    await picture('people')
    await expectAccessible(page)
    await open('/findings?kind=active_after_deactivation')
    await page.getByText('Dana Whitfield is DEPROVISIONED in Okta').last().waitFor()
    await expectAccessible(page)
    await page.getByRole('checkbox').first().check()
    await page.getByRole('button', { name: /Make a plan of 5 findings/ }).click()
    await page.getByRole('button', { name: 'Approve 5 steps for 5 people' }).waitFor()
    await picture('plan')
    await expectAccessible(page)
    const changes = () => standIns.relay.requests.filter(({ method }) => method === 'PATCH')
    const before = changes().length
    await page.getByRole('button', { name: 'Approve 5 steps for 5 people' }).click()
    await page.getByText('All 5 steps were verified.').waitFor({ timeout: 60_000 })
    expect(changes()).toHaveLength(before + 5)
    expect(standIns.company.stillActive.length).toBe(5)
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Plan the undo' }).click()
    await page.getByRole('button', { name: 'Approve 5 steps for 5 people' }).waitFor()
    expect(changes()).toHaveLength(before + 5)
  })

  it('says what was done in the audit log, whose chain is intact', async () => {
    await open('/audit')
    await page.getByText('plan.approved').first().waitFor()
    await page.getByRole('button', { name: /verify/i }).click()
    await page.getByText(/entries verified/).waitFor()
    await expectAccessible(page)
    expect(complaints).toEqual([])
  })

  it('works without a mouse: the palette goes to a person', async () => {
    await open('/calls')
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog').getByRole('combobox').waitFor()
    await page.keyboard.type('Dana')
    await page.getByRole('option', { name: /Dana Whitfield/ }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Dana Whitfield' }).waitFor()
    await picture('person')
    await expectAccessible(page)
  })

  it.each(['/calls', '/people', '/findings', '/plans', '/connections', '/trackers', '/audit', '/settings'])('fits a phone and the dark at %s', async path => {
    const phone = await browser.newContext({
      viewport: { width: 360, height: 780 },
      colorScheme: 'dark',
      reducedMotion: 'reduce',
      storageState: await page.context().storageState(),
    })
    const small = await phone.newPage()
    await small.goto(workspace.url + path)
    await small.locator('h1').first().waitFor()
    await small.locator('[aria-busy="true"]').first().waitFor({ state: 'hidden' })
    expect(await small.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
    await expectAccessible(small)
    await phone.close()
  })
})
