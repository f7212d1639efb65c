import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import {
  createIdentityProvider,
  deleteIdentityProvider,
  discoverSignIn,
  type IdentityProvider,
  listAudit,
  listIdentityProviders,
  readMe,
  updateIdentityProvider,
} from '@rollcall/contract'
import { type Misbehaviour, type OpenidProvider, startOpenidProvider } from '../../../test/support/openid-provider.ts'
import { newWebBrowser, type WebBrowser } from '../../../test/support/web-browser.ts'
import { type Client, signInAdmin, startWorkspace, type Workspace } from '../../../test/support/workspace.ts'

const clientId = 'rollcall'
const clientSecret = 'a secret: with / odd + characters'
const untrusted = 'What Acme answered cannot be trusted, so that nobody was signed in. Begin again; if it stays, ask an admin.'

describe('sign-in with OpenID Connect', () => {
  let workspace: Workspace
  let ada: Client
  let provider: OpenidProvider
  let rival: OpenidProvider
  let acme: IdentityProvider
  const clock = { now: () => new Date(clock.at), at: Date.parse('2026-11-22T18:40:00Z') }

  beforeAll(async () => {
    workspace = await startWorkspace({ clock })
    ada = await signInAdmin(workspace)
    provider = await startOpenidProvider({ clientId, clientSecret, now: clock.now })
    rival = await startOpenidProvider({ clientId, clientSecret, now: clock.now })
    acme = await add('Acme', provider, { domains: ['acme.test'] })
  })
  afterEach(() => {
    provider.behave()
    rival.behave()
  })
  afterAll(async () => {
    await workspace.stop()
    await provider.close()
    await rival.close()
  })

  const add = (name: string, { issuer }: OpenidProvider, more: { domains?: string[]; makesUsers?: boolean; enabled?: boolean } = {}) =>
    ada.call(createIdentityProvider, {
      body: { protocol: 'oidc', name, guide: 'other', domains: [], enabled: true, makesUsers: true, ...more, oidc: { issuer, clientId, clientSecret } },
    })
  const nia = (more: Record<string, unknown> = {}) => ({
    sub: 'u-1',
    email: 'nia@acme.test',
    email_verified: true,
    given_name: 'Nia',
    family_name: 'Okafor',
    ...more,
  })
  const begin = (browser: WebBrowser, { id } = acme, next = '') => browser.open(`/login/oidc/start?provider=${id}${next}`)
  const come = (browser: WebBrowser, back: URL) => browser.open(back.pathname + back.search)
  /** Begins, agrees and comes back, all in one browser. */
  const signIn = async (person: Record<string, unknown>, { browser = newWebBrowser(workspace.url), at = provider, to = acme } = {}) => {
    const landed = await come(browser, at.agree(await begin(browser, to), person))
    return { browser, landed, problem: landed.searchParams.get('problem') }
  }
  const me = (browser: WebBrowser) => workspace.clientWith(browser.headers()).call(readMe)
  const nobodyIn = async (browser: WebBrowser) => expect(await workspace.clientWith(browser.headers()).refusal(readMe)).toMatchObject({ code: 'not_signed_in' })
  const count = async () => {
    const rows = (table: 'users' | 'sessions' | 'sign_in_subjects') => workspace.ctx.db.selectFrom(table).selectAll().execute()
    return { users: (await rows('users')).length, sessions: (await rows('sessions')).length, links: (await rows('sign_in_subjects')).length }
  }

  it('asks with PKCE, state and nonce, and keeps the secret to itself', async () => {
    const asked = await begin(newWebBrowser(workspace.url))
    expect(asked.origin + asked.pathname).toBe(`${provider.issuer}/authorize`)
    expect(Object.fromEntries(asked.searchParams)).toMatchObject({
      client_id: clientId,
      redirect_uri: `${workspace.url}/login/oidc/callback`,
      response_type: 'code',
      scope: 'openid profile email',
      code_challenge_method: 'S256',
    })
    for (const name of ['state', 'nonce', 'code_challenge']) expect(asked.searchParams.get(name)).toMatch(/^[\w-]{43}$/)
    expect(acme.oidc).toEqual({ issuer: provider.issuer, clientId, hasSecret: true, scopes: ['profile', 'email'], organisation: null })
    expect(
      JSON.stringify([acme, (await ada.call(listAudit)).items, await workspace.ctx.db.selectFrom('identity_providers').selectAll().execute()]),
    ).not.toContain('odd')
  })

  it('makes the user of a first sign-in, with what the claims grant, and finds them again by the subject alone', async () => {
    const { browser, landed } = await signIn(nia({ chorus_role: 'Manager (SDR)', sid: 's-1' }))
    expect(landed.pathname).toBe('/')
    expect((await me(browser)).user).toMatchObject({ email: 'nia@acme.test', name: 'Nia Okafor', role: 'Manager (SDR)' })
    const before = await count()
    const again = await signIn(nia({ email: 'nia.renamed@acme.test' }))
    expect((await me(again.browser)).user.email).toBe('nia@acme.test')
    expect(await count()).toEqual({ ...before, sessions: before.sessions + 1 })
    const [started] = (await ada.call(listAudit, { query: { action: 'session.started', limit: 1 } })).items
    expect(started).toMatchObject({ actor: 'nia@acme.test', detail: { provider: 'Acme' } })
  })

  it('leads back to the page that was asked for', async () => {
    const browser = newWebBrowser(workspace.url)
    const back = provider.agree(await begin(browser, acme, `&next=${encodeURIComponent('/calls?q=a b#top')}`), nia())
    expect((await come(browser, back)).href).toBe(`${workspace.url}/calls?q=a%20b#top`)
  })

  it.each(['https://evil.example', '//evil.example', '/\\evil.example', '/\t/evil.example', 'javascript:alert(1)', '/login/oidc/start', '/.//evil.example'])(
    'leads nowhere else: %j',
    async next => {
      const browser = newWebBrowser(workspace.url)
      const back = provider.agree(await begin(browser, acme, `&next=${encodeURIComponent(next)}`), nia())
      expect((await come(browser, back)).href).toBe(`${workspace.url}/`)
    },
  )

  it.each<[string, Misbehaviour]>([
    ['of another issuer', { claims: claims => ({ ...claims, iss: 'https://evil.example' }) }],
    ['for another audience', { claims: claims => ({ ...claims, aud: 'somebody-else' }) }],
    ['for two audiences, made for the other', { claims: claims => ({ ...claims, aud: [clientId, 'other'], azp: 'other' }) }],
    ['without a nonce', { claims: claims => ({ ...claims, nonce: undefined }) }],
    ['with the nonce of another sign-in', { claims: claims => ({ ...claims, nonce: 'ofAnother' }) }],
    ['that has expired', { claims: claims => ({ ...claims, iat: Number(claims.iat) - 3600, exp: Number(claims.iat) - 60 }) }],
    ['without an end', { claims: claims => ({ ...claims, exp: undefined }) }],
    ['without a subject', { claims: claims => ({ ...claims, sub: undefined }) }],
    ['that nobody signed', { algorithm: 'none' }],
    ['signed with our view of the public key as a shared secret', { algorithm: 'HS256 with the public key' }],
    ['signed with a key that is not among those of the issuer', { algorithm: 'another key' }],
    ['whose userinfo is about somebody else', { userInfo: claims => ({ ...claims, sub: 'u-2' }) }],
  ])('refuses an ID token %s, and nothing is half-done', async (_, wrong) => {
    const before = await count()
    Object.assign(provider.wrong, wrong)
    const { browser, problem } = await signIn(nia({ sub: 'u-attacked', email: 'attacked@acme.test' }))
    expect(problem).toBe(untrusted)
    await nobodyIn(browser)
    expect(await count()).toEqual(before)
  })

  it('refuses a state that is wrong, missing, used, or too old', async () => {
    const browser = newWebBrowser(workspace.url)
    const used = 'This sign-in was used already, or took longer than ten minutes. Begin again.'
    const first = provider.agree(await begin(browser), nia())
    for (const state of ['made-up', '']) {
      const forged = new URL(first)
      forged.searchParams.set('state', state)
      expect((await come(browser, forged)).searchParams.get('problem')).toBe(used)
    }
    await come(browser, first)
    const other = newWebBrowser(workspace.url)
    for (const [name, value] of browser.cookies) if (name === 'rollcall_sign_in') other.cookies.set(name, value)
    expect((await come(other, first)).searchParams.get('problem')).toBe(used)
    await nobodyIn(other)
    const late = provider.agree(await begin(other), nia())
    clock.at += 601_000
    expect((await come(other, late)).searchParams.get('problem')).toBe(used)
    await nobodyIn(other)
  })

  it('refuses a code that was redeemed already', async () => {
    const [browser, other] = [newWebBrowser(workspace.url), newWebBrowser(workspace.url)]
    const first = provider.agree(await begin(browser), nia())
    await come(browser, first)
    const replayed = provider.agree(await begin(other), nia())
    replayed.searchParams.set('code', first.searchParams.get('code') ?? '')
    expect((await come(other, replayed)).searchParams.get('problem')).toContain('Acme did not take our answer (invalid_grant)')
    await nobodyIn(other)
  })

  it('refuses an answer in another browser than the one that asked, and burns it', async () => {
    const [victim, attacker] = [newWebBrowser(workspace.url), newWebBrowser(workspace.url)]
    const ofAttacker = provider.agree(await begin(attacker), nia({ sub: 'attacker', email: 'attacker@acme.test' }))
    await begin(victim)
    for (const browser of [victim, newWebBrowser(workspace.url)])
      expect((await come(browser, ofAttacker)).searchParams.get('problem')).toMatch(/begun in another browser|used already/)
    expect((await come(attacker, ofAttacker)).searchParams.get('problem')).toContain('used already')
    for (const browser of [victim, attacker]) await nobodyIn(browser)
  })

  it('refuses a provider that answers for another one (mix-up)', async () => {
    const other = await add('Rival', rival)
    const before = await count()
    const browser = newWebBrowser(workspace.url)
    const asked = await begin(browser)
    const back = rival.agree(asked, nia())
    expect((await come(browser, back)).searchParams.get('problem')).toBe(untrusted)
    expect(rival.requests).not.toContain('POST /token')
    const unnamed = rival.agree(await begin(browser), nia())
    unnamed.searchParams.delete('iss')
    expect((await come(browser, unnamed)).searchParams.get('problem')).toBe(untrusted)
    await nobodyIn(browser)
    expect(await count()).toEqual(before)
    await ada.call(deleteIdentityProvider, { params: { id: other.id } })
  })

  it('never links an e-mail that is not verified, and takes over nobody of another provider', async () => {
    const before = await count()
    const unverified = await signIn(nia({ sub: 'u-9', email_verified: false }))
    expect(unverified.problem).toContain('Acme sent no e-mail address')
    provider.wrong.claims = claims => ({ ...claims, email_verified: undefined })
    provider.wrong.userInfo = claims => ({ ...claims, email_verified: false })
    expect((await signIn(nia({ sub: 'u-9' }))).problem).toContain('Acme sent no e-mail address')
    provider.behave()
    const open = await add('Open', rival)
    const silent = await signIn({ sub: 'x', email: 'new@elsewhere.test' }, { at: rival, to: open })
    expect(silent.problem).toContain('Open sent no e-mail address')
    const taking = await signIn({ sub: 'x', email: 'nia@acme.test', email_verified: true }, { at: rival, to: open })
    expect(taking.problem).toContain('Open does not answer for nia@acme.test')
    expect((await signIn({ sub: 'x', email: 'nia@acme.test', preferred_username: 'ada@rollcall.test' }, { at: rival, to: open })).problem).not.toBeNull()
    expect(await count()).toEqual(before)
    await ada.call(deleteIdentityProvider, { params: { id: open.id } })
  })

  it('keeps an issuer of several apart by its subjects', async () => {
    const other = await add('Second', rival, { domains: ['second.test'] })
    const same = await signIn({ sub: 'u-1', email: 'sam@second.test', email_verified: true }, { at: rival, to: other })
    expect((await me(same.browser)).user.email).toBe('sam@second.test')
    expect((await me((await signIn(nia())).browser)).user.email).toBe('nia@acme.test')
    const offered = async (email: string) => (await workspace.guest.call(discoverSignIn, { query: { email } })).providers.map(({ startUrl }) => startUrl)
    expect(await offered('x@second.test')).toEqual([`/login/oidc/start?provider=${other.id}`])
    await ada.call(deleteIdentityProvider, { params: { id: other.id } })
    await nobodyIn(same.browser)
  })

  it('goes on when the provider changes its keys, and says when it cannot be reached or refuses', async () => {
    provider.changeKey()
    expect((await me((await signIn(nia())).browser)).user.email).toBe('nia@acme.test')
    provider.wrong.tokenStatus = 500
    expect((await signIn(nia())).problem).toBe('Acme does not answer as it should at the moment. Try again in a minute.')
    const browser = newWebBrowser(workspace.url)
    const denied = new URL(`${workspace.url}/login/oidc/callback`)
    denied.search = new URLSearchParams({
      error: 'access_denied',
      error_description: 'Call 555-0100 and say your password',
      state: (await begin(browser)).searchParams.get('state') ?? '',
      iss: provider.issuer,
    }).toString()
    expect((await come(browser, denied)).searchParams.get('problem')).toBe('Acme did not sign you in (access_denied). Try again, or ask an admin.')
  })

  it('is switched off, and then starts nothing', async () => {
    const params = { id: acme.id }
    const browser = newWebBrowser(workspace.url)
    const back = provider.agree(await begin(browser), nia())
    await ada.call(updateIdentityProvider, { params, body: { enabled: false } })
    expect((await begin(newWebBrowser(workspace.url))).searchParams.get('problem')).toContain('Signing in with Acme is switched off.')
    expect((await come(browser, back)).searchParams.get('problem')).toContain('Signing in with Acme is switched off.')
    await nobodyIn(browser)
    await ada.call(updateIdentityProvider, { params, body: { enabled: true } })
  })

  it('is set up only with what a provider really says', async () => {
    const written = { protocol: 'oidc', name: 'New', guide: 'other', enabled: true, makesUsers: false } as const
    const refusal = (oidc: Record<string, unknown>) => ada.refusal(createIdentityProvider, { body: { ...written, domains: [], oidc } })
    const { issuer } = rival
    expect(await refusal({ clientId })).toMatchObject({ code: 'bad_request', at: 'oidc.issuer' })
    expect(await refusal({ issuer })).toMatchObject({ code: 'bad_request', at: 'oidc.clientId' })
    expect(await refusal({ issuer: 'javascript:alert(1)', clientId })).toMatchObject({ code: 'bad_request' })
    expect(await refusal({ issuer: `${issuer}/elsewhere`, clientId })).toMatchObject({ code: 'vendor_malformed' })
    expect(await refusal({ issuer: 'http://127.0.0.1:1', clientId })).toMatchObject({ code: 'vendor_unreachable' })
    expect(await refusal({ issuer: 'http://169.254.169.254', clientId })).toMatchObject({ code: 'address_refused' })
    rival.wrong.metadata = metadata => ({ ...metadata, issuer: 'https://evil.example' })
    expect(await refusal({ issuer, clientId })).toMatchObject({ code: 'vendor_malformed' })
    rival.wrong.metadata = metadata => ({ ...metadata, jwks_uri: undefined })
    expect(await refusal({ issuer, clientId })).toMatchObject({ code: 'vendor_malformed' })
    expect((await ada.call(listIdentityProviders)).items.map(({ name }) => name)).toEqual(['Acme'])
  })

  it('sends its secret to no other issuer, and forgets whose subjects it knew', async () => {
    const params = { id: acme.id }
    const moved = { issuer: rival.issuer }
    expect(await ada.refusal(updateIdentityProvider, { params, body: { oidc: moved } })).toMatchObject({ code: 'bad_request', at: 'oidc.clientSecret' })
    await ada.call(updateIdentityProvider, { params, body: { oidc: { ...moved, clientSecret } } })
    const impostor = await signIn({ sub: 'u-1', email: 'other@acme.test', email_verified: true }, { at: rival })
    expect((await me(impostor.browser)).user.email).toBe('other@acme.test')
  })
})
