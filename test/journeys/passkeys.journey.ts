// An admin adds a passkey and signs in with it, in a real browser with the virtual authenticator of the Chrome DevTools Protocol.
import type { Browser, CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectAccessible, openBrowser } from '../support/browser.ts'
import { admin, signInAdmin, startWorkspace, type Workspace } from '../support/workspace.ts'

describe('passkeys in a browser', () => {
  let workspace: Workspace
  let browser: Browser
  let page: Page
  let devtools: CDPSession
  let authenticatorId: string
  const complaints: string[] = []

  beforeAll(async () => {
    workspace = await startWorkspace()
    await signInAdmin(workspace)
    browser = await openBrowser()
    page = await browser.newPage({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' })
    page.setDefaultTimeout(15_000)
    page.on('pageerror', error => complaints.push(error.message))
    devtools = await page.context().newCDPSession(page)
    await devtools.send('WebAuthn.enable')
    const options = { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true } as const
    authenticatorId = (await devtools.send('WebAuthn.addVirtualAuthenticator', { options })).authenticatorId
  })
  afterAll(async () => {
    await browser.close()
    await workspace.stop()
  })

  const signOut = async () => {
    await page.goto(`${workspace.url}/settings`)
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('heading', { name: 'Sign in', exact: true }).waitFor()
  }
  const withPasskey = () => page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  const isUserVerified = (is: boolean) => devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: is })

  it('adds one after the password', async () => {
    await page.goto(`${workspace.url}/sign-in?next=/settings`)
    await page.getByLabel('E-mail').fill(admin.email)
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByLabel('Password').fill(admin.password)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByText('None. A passkey signs you in').waitFor()
    await page.getByRole('button', { name: 'Add a passkey' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name').fill('Laptop')
    await dialog.getByLabel('Your password').fill('not the password')
    await dialog.getByRole('button', { name: 'Continue' }).click()
    await dialog.getByRole('alert').waitFor()
    expect((await devtools.send('WebAuthn.getCredentials', { authenticatorId })).credentials).toEqual([])
    await expectAccessible(page)
    await dialog.getByLabel('Your password').fill(admin.password)
    await dialog.getByRole('button', { name: 'Continue' }).click()
    await page.getByText('never used').waitFor()
    const { credentials } = await devtools.send('WebAuthn.getCredentials', { authenticatorId })
    expect(credentials).toEqual([expect.objectContaining({ isResidentCredential: true, rpId: 'localhost' })])
    await expectAccessible(page)
  })

  it('signs in with it alone, to the page that was asked for', async () => {
    await signOut()
    await page.goto(`${workspace.url}/settings`)
    await page.getByRole('heading', { name: 'Sign in', exact: true }).waitFor()
    await expectAccessible(page)
    await withPasskey()
    await page.getByText('Laptop').waitFor()
    await page.getByText('last used').first().waitFor()
    expect(new URL(page.url()).pathname).toBe('/settings')
  })

  it('lets nobody in whose finger, face or PIN is not the right one', async () => {
    await signOut()
    await isUserVerified(false)
    await withPasskey()
    await page.getByText('No passkey was given: it was cancelled, or it took too long. Try again.').waitFor()
    await page.goto(`${workspace.url}/settings`)
    await page.getByRole('heading', { name: 'Sign in', exact: true }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/sign-in')
    await isUserVerified(true)
  })

  it('lets nobody in with one that was removed', async () => {
    await withPasskey()
    await page.getByRole('button', { name: 'Rename Laptop' }).click()
    await page.getByRole('dialog').getByLabel('Name').fill('Old laptop')
    await page.getByRole('dialog').getByRole('button', { name: 'Rename' }).click()
    await page.getByRole('button', { name: 'Remove Old laptop' }).click()
    await page.getByRole('dialog').getByRole('textbox').fill('Old laptop')
    await page.getByRole('button', { name: 'Remove the passkey' }).click()
    await page.getByText('None. A passkey signs you in').waitFor()
    await signOut()
    await withPasskey()
    await page.getByText('This passkey does not sign you in here.').waitFor()
    expect(complaints).toEqual([])
  })
})
