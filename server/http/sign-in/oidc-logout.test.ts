import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createIdentityProvider, deleteIdentityProvider, listAudit, readMe, signOut } from '@rollcall/contract'
import { openCookieBrowser } from '../../../test/saml/browser.ts'
import { type OpenidProvider, startOpenidProvider } from '../../../test/support/openid-provider.ts'
import { type Client, signInAdmin, startWorkspace, type Workspace } from '../../../test/support/workspace.ts'

const clientId = 'rollcall'
const clientSecret = 'a secret'

describe('signing out with OpenID Connect', () => {
  let workspace: Workspace
  let ada: Client
  let provider: OpenidProvider
  let rival: OpenidProvider
  const ids: Record<string, string> = {}
  const clock = { now: () => new Date(clock.at), at: Date.parse('2026-11-22T18:40:00Z') }

  beforeAll(async () => {
    workspace = await startWorkspace({ clock })
    ada = await signInAdmin(workspace)
    provider = await startOpenidProvider({ clientId, clientSecret, now: clock.now })
    rival = await startOpenidProvider({ clientId, clientSecret, now: clock.now })
    for (const [name, { issuer }] of Object.entries({ acme: provider, rival })) {
      const written = { protocol: 'oidc', name, guide: 'other', domains: [`${name}.test`], enabled: true, makesUsers: true } as const
      const made = await ada.call(createIdentityProvider, { body: { ...written, domains: [`${name}.test`], oidc: { issuer, clientId, clientSecret } } })
      ids[name] = made.id
    }
  })
  afterEach(() => provider.behave())
  afterAll(async () => {
    await workspace.stop()
    await provider.close()
    await rival.close()
  })

  const signIn = async (sub: string, sid: string | undefined, at = provider, name = 'acme'): Promise<Client> => {
    const browser = openCookieBrowser(workspace.url)
    const { location } = await browser.visit(`/login/oidc/start?provider=${ids[name] ?? ''}`)
    const person = { sub, email: `${sub}@${name}.test`, email_verified: true, ...(sid === undefined ? {} : { sid }) }
    const { pathname, search } = at.agree(new URL(location ?? ''), person)
    await browser.visit(pathname + search)
    const signedIn = workspace.clientWith({ cookie: `rollcall_session=${browser.cookie('rollcall_session') ?? ''}`, 'x-rollcall-csrf': '1' })
    await signedIn.call(readMe)
    return signedIn
  }
  const isIn = async ({ headers }: Client) => (await fetch(`${workspace.url}/api/v1/me`, { headers })).ok
  const send = async (token: string) => {
    const reply = await fetch(`${workspace.url}/login/oidc/back-channel-logout`, { method: 'POST', body: new URLSearchParams({ logout_token: token }) })
    return { status: reply.status, cache: reply.headers.get('cache-control'), text: await reply.text() }
  }
  const audited = async () => (await ada.call(listAudit, { query: { action: 'session.ended_by_provider', limit: 100 } })).items

  it('ends one session that the provider names, at once, and no other', async () => {
    const [one, two, other] = [await signIn('nia', 's-1'), await signIn('nia', 's-2'), await signIn('ola', 's-3')]
    expect(await send(provider.logoutToken({ sid: 's-1' }))).toEqual({ status: 200, cache: 'no-store', text: '' })
    expect([await isIn(one), await isIn(two), await isIn(other)]).toEqual([false, true, true])
    expect(await audited()).toEqual([expect.objectContaining({ actor: 'system(acme)', detail: expect.objectContaining({ provider: 'acme' }) })])
  })

  it('ends all sessions of a person, and those whose name the provider never told', async () => {
    const [one, unnamed, other] = [await signIn('pia', 's-4'), await signIn('pia', undefined), await signIn('quin', 's-5')]
    await send(provider.logoutToken({ sub: 'pia', sid: 's-unknown' }))
    expect([await isIn(one), await isIn(unnamed), await isIn(other)]).toEqual([true, false, true])
    await send(provider.logoutToken({ sub: 'pia' }))
    expect([await isIn(one), await isIn(other)]).toEqual([false, true])
  })

  it('ends nothing of the same subject at another provider, and nothing of an admin with a password', async () => {
    const there = await signIn('nia', 's-1', rival, 'rival')
    await signIn('nia', 's-1')
    await send(provider.logoutToken({ sub: 'nia' }))
    expect(await isIn(there)).toBe(true)
    await ada.call(readMe)
  })

  it('takes a token once', async () => {
    const token = provider.logoutToken({ sub: 'rob' })
    expect((await send(token)).status).toBe(200)
    const browser = await signIn('rob', 's-6')
    expect(await send(token)).toMatchObject({ status: 400, cache: 'no-store' })
    expect(await isIn(browser)).toBe(true)
    const again = provider.logoutToken({ sub: 'rob' })
    const both = await Promise.all([send(again), send(again)])
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 400])
  })

  const seconds = () => Math.floor(clock.at / 1000)
  it.each<[string, () => string]>([
    ['of another issuer', () => provider.logoutToken({ sub: 'sam', iss: 'https://evil.example' })],
    ['signed by another provider in the name of this one', () => rival.logoutToken({ sub: 'sam', iss: provider.issuer })],
    ['for another audience', () => provider.logoutToken({ sub: 'sam', aud: 'somebody-else' })],
    ['that has expired', () => provider.logoutToken({ sub: 'sam', iat: seconds() - 600, exp: seconds() - 300 })],
    ['without an end', () => provider.logoutToken({ sub: 'sam', exp: undefined })],
    ['without a time', () => provider.logoutToken({ sub: 'sam', iat: undefined })],
    ['without an id', () => provider.logoutToken({ sub: 'sam', jti: undefined })],
    ['that says neither whom nor which session', () => provider.logoutToken({})],
    ['without the event', () => provider.logoutToken({ sub: 'sam', events: undefined })],
    ['with another event', () => provider.logoutToken({ sub: 'sam', events: { 'https://schemas.example/other': {} } })],
    ['with a nonce, as an ID token has one', () => provider.logoutToken({ sub: 'sam', nonce: 'n' })],
    ['of another type', () => provider.logoutToken({ sub: 'sam' }, { typ: 'at+jwt' })],
    ['that is no token', () => 'a.b.c'],
    ['that is empty', () => ''],
  ])('refuses a token %s, and ends nothing', async (_, make) => {
    const browser = await signIn('sam', 's-7')
    const before = (await audited()).length
    const answer = await send(make())
    expect(answer).toMatchObject({ status: 400, cache: 'no-store' })
    expect(JSON.parse(answer.text)).toMatchObject({ error: 'invalid_request' })
    expect(await isIn(browser)).toBe(true)
    expect(await audited()).toHaveLength(before)
  })

  it.each(['none', 'HS256 with the public key', 'another key'] as const)('refuses a token signed with %s', async algorithm => {
    const browser = await signIn('tom', 's-8')
    provider.wrong.algorithm = algorithm
    expect((await send(provider.logoutToken({ sub: 'tom' }))).status).toBe(400)
    expect(await isIn(browser)).toBe(true)
  })

  it('ends the session at the provider, too, when somebody signs out here', async () => {
    const browser = await signIn('uma', 's-9')
    const { next } = await browser.call(signOut)
    const { origin, pathname, searchParams } = new URL(next ?? '')
    expect(origin + pathname).toBe(`${provider.issuer}/logout`)
    expect(searchParams.get('post_logout_redirect_uri')).toBe(`${workspace.url}/sign-in`)
    expect(searchParams.get('client_id')).toBe(clientId)
    expect(searchParams.get('id_token_hint')?.split('.')).toHaveLength(3)
    expect(await isIn(browser)).toBe(false)
    const stored = JSON.stringify(await workspace.ctx.db.selectFrom('sessions').select('provider_detail').execute())
    expect(stored).not.toContain(searchParams.get('id_token_hint')?.split('.')[1])
  })

  it('lets somebody sign out here when the provider is gone, and ends every session of a provider that is removed', async () => {
    const [leaving, staying] = [await signIn('vic', 's-10', rival, 'rival'), await signIn('wim', 's-11', rival, 'rival')]
    await rival.close()
    clock.at += 601_000
    expect((await leaving.call(signOut)).next).toBeNull()
    await ada.call(deleteIdentityProvider, { params: { id: ids.rival ?? '' } })
    expect([await isIn(leaving), await isIn(staying)]).toEqual([false, false])
  })
})
