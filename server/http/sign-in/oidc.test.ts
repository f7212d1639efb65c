import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import {
  createIdentityProvider,
  deleteIdentityProvider,
  discoverSignIn,
  type IdentityProvider,
  listAudit,
  listIdentityProviders,
  listSignInArrivals,
  readMe,
  updateIdentityProvider,
} from '@rollcall/contract'
import { type CookieBrowser, openCookieBrowser } from '../../../test/saml/browser.ts'
import { type Misbehaviour, type OpenidProvider, sentenceOn, startOpenidProvider } from '../../../test/support/openid-provider.ts'
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
  const visit = async (browser: CookieBrowser, path: string) => {
    const { location, text } = await browser.visit(path)
    return { landed: location, problem: sentenceOn(text) }
  }
  const start = (browser: CookieBrowser, { id } = acme, next = '') => visit(browser, `/login/oidc/start?provider=${id}${next}`)
  const begin = async (...given: Parameters<typeof start>) => new URL((await start(...given)).landed ?? '')
  const come = (browser: CookieBrowser, { pathname, search }: URL) => visit(browser, pathname + search)
  /** Begins, agrees and comes back, all in one browser. */
  const signIn = async (person: Record<string, unknown>, { browser = openCookieBrowser(workspace.url), at = provider, to = acme } = {}) => ({
    browser,
    ...(await come(browser, at.agree(await begin(browser, to), person))),
  })
  const as = (browser: CookieBrowser) =>
    workspace.clientWith({ cookie: `rollcall_session=${browser.cookie('rollcall_session') ?? ''}`, 'x-rollcall-csrf': '1' })
  const me = (browser: CookieBrowser) => as(browser).call(readMe)
  const nobodyIn = async (browser: CookieBrowser) => expect(await as(browser).refusal(readMe)).toMatchObject({ code: 'not_signed_in' })
  const count = async () => {
    const rows = (table: 'users' | 'sessions' | 'sign_in_subjects') => workspace.ctx.db.selectFrom(table).selectAll().execute()
    return { users: (await rows('users')).length, sessions: (await rows('sessions')).length, links: (await rows('sign_in_subjects')).length }
  }

  it('asks with PKCE, state and nonce, and keeps the secret to itself', async () => {
    const asked = await begin(openCookieBrowser(workspace.url))
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
    expect(landed).toBe('/')
    expect((await me(browser)).user).toMatchObject({ email: 'nia@acme.test', name: 'Nia Okafor', role: 'Manager (SDR)' })
    const before = await count()
    const again = await signIn(nia({ email: 'nia.renamed@acme.test' }))
    expect((await me(again.browser)).user.email).toBe('nia@acme.test')
    const [arrival] = (await ada.call(listSignInArrivals, { params: { id: acme.id } })).items
    expect(arrival?.user?.changes).toEqual([{ field: 'role', from: 'Manager (SDR)', to: 'Rep (AE/Other)' }])
    expect((await me((await signIn(nia({ family_name: 'Eze' }))).browser)).user).toMatchObject({ email: 'nia@acme.test', name: 'Nia Eze' })
    expect(await count()).toEqual({ ...before, sessions: before.sessions + 2 })
    const [started] = (await ada.call(listAudit, { query: { action: 'session.started', limit: 1 } })).items
    expect(started).toMatchObject({ actor: 'nia@acme.test', detail: { provider: 'Acme' } })
  })

  it('leads back to the page that was asked for', async () => {
    const browser = openCookieBrowser(workspace.url)
    const back = provider.agree(await begin(browser, acme, `&returnTo=${encodeURIComponent('/calls?q=a b#top')}`), nia())
    expect((await come(browser, back)).landed).toBe('/calls?q=a%20b#top')
  })

  it.each(['https://evil.example', '//evil.example', '/\\evil.example', '/\t/evil.example', 'javascript:alert(1)', '/login/oidc/start', '/.//evil.example'])(
    'leads nowhere else: %j',
    async next => {
      const browser = openCookieBrowser(workspace.url)
      const back = provider.agree(await begin(browser, acme, `&returnTo=${encodeURIComponent(next)}`), nia())
      expect((await come(browser, back)).landed).toBe('/')
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
    const browser = openCookieBrowser(workspace.url)
    const used = 'This sign-in was used already, or was begun too long ago. Begin it again.'
    const first = provider.agree(await begin(browser), nia())
    for (const state of ['made-up', '']) {
      const forged = new URL(first)
      forged.searchParams.set('state', state)
      expect((await come(browser, forged)).problem).toBe(used)
    }
    await come(browser, first)
    expect((await come(browser, first)).problem).toBe(used)
    const other = openCookieBrowser(workspace.url)
    const late = provider.agree(await begin(other), nia())
    clock.at += 601_000
    expect((await come(other, late)).problem).toBe(used)
    await nobodyIn(other)
  })

  it('refuses a code that was redeemed already', async () => {
    const [browser, other] = [openCookieBrowser(workspace.url), openCookieBrowser(workspace.url)]
    const first = provider.agree(await begin(browser), nia())
    await come(browser, first)
    const replayed = provider.agree(await begin(other), nia())
    replayed.searchParams.set('code', first.searchParams.get('code') ?? '')
    expect((await come(other, replayed)).problem).toContain('Acme did not take our answer (invalid_grant)')
    await nobodyIn(other)
  })

  it('refuses an answer in another browser than the one that asked, and burns it', async () => {
    const [victim, attacker] = [openCookieBrowser(workspace.url), openCookieBrowser(workspace.url)]
    const ofAttacker = provider.agree(await begin(attacker), nia({ sub: 'attacker', email: 'attacker@acme.test' }))
    await begin(victim)
    for (const browser of [victim, openCookieBrowser(workspace.url)])
      expect((await come(browser, ofAttacker)).problem).toMatch(/begun in another browser|used already/)
    expect((await come(attacker, ofAttacker)).problem).toContain('used already')
    for (const browser of [victim, attacker]) await nobodyIn(browser)
  })

  it('refuses a provider that answers for another one (mix-up)', async () => {
    const other = await add('Rival', rival)
    const before = await count()
    const browser = openCookieBrowser(workspace.url)
    const asked = await begin(browser)
    const back = rival.agree(asked, nia())
    expect((await come(browser, back)).problem).toBe(untrusted)
    expect(rival.requests).not.toContain('POST /token')
    const unnamed = rival.agree(await begin(browser), nia())
    unnamed.searchParams.delete('iss')
    expect((await come(browser, unnamed)).problem).toBe(untrusted)
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
    const browser = openCookieBrowser(workspace.url)
    const denied = new URL(`${workspace.url}/login/oidc/callback`)
    denied.search = new URLSearchParams({
      error: 'access_denied',
      error_description: 'Call 555-0100 and say your password',
      state: (await begin(browser)).searchParams.get('state') ?? '',
      iss: provider.issuer,
    }).toString()
    expect((await come(browser, denied)).problem).toBe('Acme did not sign you in (access_denied). Try again, or ask an admin.')
  })

  it('is tried out by an admin before it is switched on: what came, what would follow, and why not; nobody is signed in or made', async () => {
    const trial = await add('Trial', rival, { domains: ['trial.test'], enabled: false })
    const browser = openCookieBrowser(workspace.url)
    const session = (ada.headers.authorization ?? '').slice('Bearer '.length)
    const test = async (person: Record<string, unknown>) => {
      const headers = { authorization: `Bearer ${session}` }
      const { location } = await browser.visit(`/login/oidc/start?provider=${trial.id}&test=1`, { headers })
      return (await come(browser, rival.agree(new URL(location ?? ''), person))).landed
    }
    const before = await count()
    const landed = await test({ sub: 't-1', email: 'tess@trial.test', email_verified: true, chorus_role: 'Rep (SDR)' })
    rival.wrong.claims = claims => ({ ...claims, aud: 'somebody-else' })
    await test({ sub: 't-1' })
    const { items } = await ada.call(listSignInArrivals, { params: { id: trial.id } })
    expect(landed).toBe(`/settings/identity-providers?provider=${trial.id}&arrival=${items[1]?.id ?? ''}`)
    expect(items[1]).toMatchObject({
      outcome: 'tested',
      refusal: null,
      said: { subject: 't-1', email: 'tess@trial.test', issuer: rival.issuer, attributes: { chorus_role: ['Rep (SDR)'] } },
      user: { email: 'tess@trial.test', role: 'Rep (SDR)', made: true },
    })
    expect(items[0]).toMatchObject({ outcome: 'refused', user: null, refusal: expect.stringContaining('unexpected JWT "aud"') })
    expect(await count()).toEqual(before)
    await nobodyIn(browser)
    const stranger = await openCookieBrowser(workspace.url).visit(`/login/oidc/start?provider=${trial.id}&test=1`)
    expect(stranger).toMatchObject({ status: 401, location: null })
    await ada.call(deleteIdentityProvider, { params: { id: trial.id } })
  })

  it('is switched off, and then starts nothing', async () => {
    const params = { id: acme.id }
    const browser = openCookieBrowser(workspace.url)
    const back = provider.agree(await begin(browser), nia())
    await ada.call(updateIdentityProvider, { params, body: { enabled: false } })
    expect((await start(openCookieBrowser(workspace.url))).problem).toContain('or it is switched off')
    expect((await come(browser, back)).problem).toContain('or it is switched off')
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
    expect(await refusal({ issuer: `${provider.issuer}/`, clientId })).toMatchObject({ code: 'conflict', at: 'oidc.clientId' })
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
