// Sign-in through a real SAML identity provider, set up and used in a real browser.
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { readSamlSetUp } from '@rollcall/contract'
import { makeKeyPair } from '@rollcall/server/modules/sign-in/saml/make-key-pair.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Samlp, startSamlp } from '../saml/start-samlp.ts'
import { expectAccessible, openBrowser } from '../support/browser.ts'
import { admin, signInAdmin, startWorkspace, type Workspace } from '../support/workspace.ts'

describe('sign-in through an identity provider', () => {
  let workspace: Workspace
  let idp: Samlp
  let browser: Browser
  let adminPage: Page
  let ana: { context: BrowserContext; page: Page }
  const complaints: string[] = []

  const newPage = async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' })
    const page = await context.newPage()
    page.setDefaultTimeout(15_000)
    page.on('pageerror', error => complaints.push(error.message))
    return { context, page }
  }

  beforeAll(async () => {
    workspace = await startWorkspace()
    idp = await startSamlp(await makeKeyPair('samlp', new Date()))
    idp.trust(await (await signInAdmin(workspace)).call(readSamlSetUp))
    browser = await openBrowser()
    adminPage = (await newPage()).page
    ana = await newPage()
  })
  afterAll(async () => {
    await browser.close()
    await idp.close()
    await workspace.stop()
  })

  const cookieOf = async (context: BrowserContext) => (await context.cookies(workspace.url)).find(each => each.name === 'rollcall_session')?.value

  it('an admin comes in by password, e-mail first', async () => {
    await adminPage.goto(`${workspace.url}/settings/identity-providers`)
    await adminPage.waitForURL('**/sign-in?**')
    await adminPage.getByLabel('E-mail').fill(admin.email)
    await adminPage.getByRole('button', { name: 'Continue' }).click()
    await adminPage.getByLabel('Password').fill(admin.password)
    await expectAccessible(adminPage)
    await adminPage.getByRole('button', { name: 'Sign in' }).click()
    await adminPage.getByText('No identity provider yet.').waitFor()
  })

  it('adds the provider by the address of its metadata, and waits for the first request', async () => {
    await adminPage.getByRole('button', { name: 'Add a provider' }).click()
    const dialog = adminPage.getByRole('dialog')
    await dialog.getByLabel('Which provider').selectOption('other')
    await dialog.getByLabel('Metadata address').fill(idp.metadataUrl)
    await dialog.getByLabel('Name').fill('Acme')
    await dialog.getByLabel('E-mail domains').fill('acme.test')
    await expectAccessible(adminPage)
    await dialog.getByRole('button', { name: 'Add the provider' }).click()
    await adminPage.getByText('Waiting for the first request').waitFor()
    await expectAccessible(adminPage)
  })

  it('tries it, and sees what arrived and what would happen', async () => {
    const before = await cookieOf(adminPage.context())
    await adminPage.getByRole('link', { name: 'Try it' }).click()
    await adminPage.getByText('Sign in as Ana Ruiz').click()
    await adminPage.getByText('Would sign in Ana Ruiz (ana@acme.test) as Rep (AE/Other), recorder; the user would be made.').waitFor()
    await adminPage.getByText('urn:samlp.acme.test').first().waitFor()
    expect(await cookieOf(adminPage.context())).toBe(before)
    expect(await workspace.ctx.db.selectFrom('users').select('id').where('email', '=', 'ana@acme.test').execute()).toEqual([])
  })

  it('a person signs in for the first time and is made a user', async () => {
    const { page } = ana
    await page.goto(`${workspace.url}/settings`)
    await page.getByLabel('E-mail').fill('ana@acme.test')
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByRole('link', { name: 'Sign in with Acme' }).waitFor()
    await expectAccessible(page)
    await page.getByRole('link', { name: 'Sign in with Acme' }).click()
    await page.waitForURL(`${workspace.url}/settings`)
    await page.getByText('ana@acme.test').first().waitFor()
  })

  it('signs out here and at the provider', async () => {
    const { page, context } = ana
    await page.getByRole('button', { name: 'Sign out' }).first().click()
    await page.waitForURL(`${workspace.url}/sign-in`)
    expect(await cookieOf(context)).toBeUndefined()
    expect(idp.participants()).toBe(0)
    await page.goto(`${workspace.url}/sign-in`)
    await page.getByLabel('E-mail').fill('ana@acme.test')
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByRole('link', { name: 'Sign in with Acme' }).click()
    await page.getByText('Sign in as Ana Ruiz').click()
    await page.waitForURL(`${workspace.url}/**`)
    await page.locator('h1').first().waitFor()
  })

  it('is signed out by the provider', async () => {
    const { page, context } = ana
    const secret = await cookieOf(context)
    expect((await fetch(`${workspace.url}/api/v1/me`, { headers: { authorization: `Bearer ${secret ?? ''}` } })).status).toBe(200)
    await page.goto(`${idp.url}/slo`)
    await page.waitForURL(`${idp.url}/**`)
    expect((await fetch(`${workspace.url}/api/v1/me`, { headers: { authorization: `Bearer ${secret ?? ''}` } })).status).toBe(401)
    await page.goto(`${workspace.url}/settings`)
    await page.waitForURL('**/sign-in?**')
  })

  it('is told why when that is refused, and the admin is told more', async () => {
    const { page } = ana
    const { db } = workspace.ctx
    await db.updateTable('users').set({ active: false }).where('email', '=', 'ana@acme.test').execute()
    await page.getByLabel('E-mail').fill('ana@acme.test')
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByRole('link', { name: 'Sign in with Acme' }).click()
    await page.getByText('Sign in as Ana Ruiz').click()
    await page.getByText('The account ana@acme.test is deactivated.').waitFor()
    expect(new URL(page.url()).pathname).toBe('/sign-in')
    await adminPage.getByText('Refused').first().waitFor()
    await page.reload()
    await page.getByLabel('E-mail').waitFor()
    expect(await page.getByText('is deactivated').count()).toBe(0)
    expect(complaints).toEqual([])
  })
})
