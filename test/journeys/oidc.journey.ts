// Somebody signs in through a real OpenID Connect provider (oidc-provider), in a real browser, and is signed out from either side.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createIdentityProvider, listAudit, listSignInArrivals } from '@rollcall/contract'
import { expectAccessible, openBrowser } from '../support/browser.ts'
import { type Client, eventually, signInAdmin, startWorkspace, type Workspace } from '../support/workspace.ts'

const client = { client_id: 'rollcall', client_secret: 'a secret of the journey' }

describe('a real OpenID Connect provider', () => {
  let workspace: Workspace
  let ada: Client
  let browser: Browser
  let page: Page
  let server: Server
  let issuer: string
  let providerId: string
  const failures: string[] = []

  beforeAll(async () => {
    workspace = await startWorkspace()
    ada = await signInAdmin(workspace)
    server = createServer((request, response) => answer(request, response))
    await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
    issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const provider = new Provider(issuer, {
      clients: [
        {
          ...client,
          redirect_uris: [`${workspace.url}/login/oidc/callback`],
          post_logout_redirect_uris: [`${workspace.url}/sign-in`],
          backchannel_logout_uri: `${workspace.url}/login/oidc/back-channel-logout`,
          backchannel_logout_session_required: true,
        },
      ],
      claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['given_name', 'family_name', 'chorus_role'] },
      features: { backchannelLogout: { enabled: true } },
      pkce: { required: () => true },
      // Its own guard keeps the provider from calling anything on this machine.
      fetch: (url: string, { method = 'GET', headers = {}, body = null }: RequestInit) => fetch(url, { method, headers, body, redirect: 'manual' }),
      findAccount: (_: unknown, sub: string) => ({
        accountId: sub,
        claims: () => ({
          sub,
          email: `${sub}@acme.test`,
          email_verified: sub !== 'eve',
          given_name: 'Nia',
          family_name: 'Okafor',
          chorus_role: 'Manager (SDR)',
        }),
      }),
    })
    for (const event of ['server_error', 'backchannel.error']) provider.on(event, (...told) => failures.push(`${event}: ${told.map(String).join(' ')}`))
    answer = provider.callback()
    const made = await ada.call(createIdentityProvider, {
      body: {
        protocol: 'oidc',
        name: 'Acme',
        guide: 'other',
        domains: ['acme.test'],
        enabled: true,
        makesUsers: true,
        oidc: { issuer, clientId: client.client_id, clientSecret: client.client_secret },
      },
    })
    providerId = made.id
    browser = await openBrowser()
    page = await freshPage()
  })
  afterAll(async () => {
    await browser.close()
    await workspace.stop()
    server.close()
  })

  let answer: ReturnType<Provider['callback']> = () => undefined
  const freshPage = async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' })
    // The pages of the provider ask Google for a font.
    await context.route(/fonts\.googleapis/, route => route.abort())
    const opened = await context.newPage()
    opened.setDefaultTimeout(15_000)
    return opened
  }
  /** From our sign-in page to the provider, and through its two forms. */
  const signIn = async (at: Page, login: string, path = '/settings') => {
    await at.goto(workspace.url + path)
    await at.getByLabel('E-mail').fill(`${login}@acme.test`)
    await at.getByRole('button', { name: 'Continue' }).click()
    await at.getByRole('link', { name: 'Sign in with Acme' }).click()
    await at.waitForURL(`${issuer}/**`)
    await at.locator('input[name=login]').fill(login)
    await at.locator('input[name=password]').fill('any')
    await at.locator('button[type=submit]').click()
    await at.getByRole('button', { name: 'Continue' }).click()
  }
  const isSignedOut = async (at: Page) => {
    await at.goto(`${workspace.url}/settings`)
    await at.getByRole('heading', { name: 'Sign in', exact: true }).waitFor()
    return new URL(at.url()).pathname === '/sign-in'
  }

  it('signs somebody in for the first time, who is a user then, on the page they asked for', async () => {
    await signIn(page, 'nia')
    await page.getByRole('heading', { name: 'Settings' }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/settings')
    await page.getByText('Nia Okafor, nia@acme.test').waitFor()
    const { items } = await ada.call(listSignInArrivals, { params: { id: providerId } })
    expect(items).toEqual([expect.objectContaining({ outcome: 'signed_in', user: expect.objectContaining({ role: 'Manager (SDR)', made: true }) })])
  })

  it('ends the session here when the one at the provider ends, without the browser', async () => {
    await page.goto(`${issuer}/session/end`)
    await page.getByRole('button', { name: 'Yes, sign me out' }).click()
    await page.getByText('Sign-out Success').waitFor()
    expect(await isSignedOut(page)).toBe(true)
    expect((await ada.call(listAudit, { query: { action: 'session.ended_by_provider' } })).items).toHaveLength(1)
  })

  it('ends the session at the provider when somebody signs out here, and comes back', async () => {
    await signIn(page, 'nia')
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.waitForURL(`${issuer}/session/end**`)
    await page.getByRole('button', { name: 'Yes, sign me out' }).click()
    await page.waitForURL(`${workspace.url}/sign-in`)
    await expectAccessible(page)
    expect(await isSignedOut(page)).toBe(true)
    await page.getByLabel('E-mail').fill('nia@acme.test')
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByRole('link', { name: 'Sign in with Acme' }).click()
    await page.locator('input[name=login]').waitFor()
  })

  it('says why somebody is refused whose e-mail the provider does not vouch for, and makes nobody', async () => {
    const other = await freshPage()
    await signIn(other, 'eve')
    await other.getByText('Acme sent no e-mail address').first().waitFor()
    await eventually(
      async () => other.url(),
      url => url === `${workspace.url}/sign-in`,
    )
    await expectAccessible(other)
    expect(await isSignedOut(other)).toBe(true)
    const users = await workspace.ctx.db.selectFrom('users').select('email').execute()
    expect(users.map(({ email }) => email).toSorted()).toEqual(['ada@rollcall.test', 'nia@acme.test'])
    expect(failures).toEqual([])
  })
})
