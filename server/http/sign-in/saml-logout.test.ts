import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type IdentityProvider, listAudit, readMe, signOut } from '@rollcall/contract'
import type { CookieBrowser } from '../../../test/saml/browser.ts'
import { type SamlWorkspace, startSamlWorkspace } from '../../../test/saml/saml-workspace.ts'
import { encoded, type LogoutSaying, logoutXml, newId, redirectQuery, requestIn, sign } from '../../../test/saml/test-idp.ts'
import { makeKeyPair } from '../../modules/sign-in/saml/make-key-pair.ts'

describe('single logout', () => {
  let saml: SamlWorkspace
  let provider: IdentityProvider
  beforeAll(async () => {
    saml = await startSamlWorkspace()
    provider = await saml.provider('acme', {
      saml: { entityId: 'https://acme.test/idp', signInUrl: 'https://acme.test/sso', logoutUrl: 'https://acme.test/slo', certificates: [saml.key.certificate] },
    })
  })
  afterAll(() => saml.workspace.stop())

  const clientIn = (browser: CookieBrowser) => saml.workspace.clientWith({ authorization: `Bearer ${browser.cookie('rollcall_session') ?? ''}` })
  const isIn = async (browser: CookieBrowser): Promise<boolean> =>
    clientIn(browser)
      .call(readMe)
      .then(() => true)
      .catch(() => false)
  const saying = (said: Partial<LogoutSaying> = {}): LogoutSaying => ({
    id: newId(),
    issuer: 'https://acme.test/idp',
    destination: `${saml.workspace.url}/login/saml/logout`,
    nameId: 'ana@acme.test',
    sessionIndex: null,
    issued: new Date(saml.clock.at),
    ...said,
  })
  const send = (browser: CookieBrowser, query: string) => browser.visit(`/login/saml/logout?${query}`)

  it('begun here ends the session, then leads to the provider with a signed request', async () => {
    const { browser } = await saml.signIn(provider, { sessionIndex: '_one' })
    const { next } = await clientIn(browser).call(signOut)
    expect(await isIn(browser)).toBe(false)
    const { xml, url } = requestIn(next ?? '')
    expect(url.origin + url.pathname).toBe('https://acme.test/slo')
    expect(url.searchParams.get('SigAlg')).toBe('http://www.w3.org/2001/04/xmldsig-more#rsa-sha256')
    expect(xml).toMatch(/<saml:NameID Format="[^"]*emailAddress">ana@acme\.test</)
    expect(xml).toContain('>_one</saml2p:SessionIndex>')
    expect(await browser.visit('/login/saml/logout?SAMLResponse=x')).toMatchObject({ status: 302, location: '/sign-in' })
    expect((await saml.admin.call(signOut)).next).toBeNull()
  })

  it('begun at the provider ends all sessions of the person, or the one that is named, and is answered', async () => {
    const [one, two, other] = [
      (await saml.signIn(provider, { sessionIndex: '_1' })).browser,
      (await saml.signIn(provider, { sessionIndex: '_2' })).browser,
      (await saml.signIn(provider, { nameId: 'bo@acme.test' })).browser,
    ]
    const said = saying({ sessionIndex: '_1' })
    const { status, location } = await send(one, redirectQuery(logoutXml(said), saml.key, 'back&to'))
    expect(status).toBe(302)
    const answer = new URL(location ?? '')
    expect(answer.origin + answer.pathname).toBe('https://acme.test/slo')
    expect(answer.searchParams.get('RelayState')).toBe('back&to')
    expect(inflateRawSync(Buffer.from(answer.searchParams.get('SAMLResponse') ?? '', 'base64')).toString()).toContain(`InResponseTo="${said.id}"`)
    expect([await isIn(one), await isIn(two), await isIn(other)]).toEqual([false, true, true])

    const all = saying()
    const posted = await two.form('/login/saml/logout', { SAMLRequest: encoded(sign(logoutXml(all), all.id, saml.key)) })
    expect(posted.status).toBe(303)
    expect([await isIn(two), await isIn(other)]).toEqual([false, true])
  })

  it('is told in the audit log', async () => {
    const { browser } = await saml.signIn(provider, {})
    await send(browser, redirectQuery(logoutXml(saying()), saml.key))
    const auditor = (await saml.signIn(provider, { nameId: 'audit@acme.test', attributes: { chorus_role: 'Admin' } })).browser
    const { items } = await clientIn(auditor).call(listAudit, { query: { action: 'session.ended' } })
    expect(items[0]).toMatchObject({ actor: 'system(acme)', detail: { provider: 'acme' } })
  })

  it('ends nothing for a request that is unsigned, weakly signed, forged, old, repeated, doubled or meant for somebody else', async () => {
    const { browser } = await saml.signIn(provider, {})
    const stranger = await makeKeyPair('stranger', new Date(saml.clock.at))
    const honest = redirectQuery(logoutXml(saying()), saml.key)
    const unsigned = `SAMLRequest=${encodeURIComponent(deflateRawSync(logoutXml(saying())).toString('base64'))}`
    const elsewhere = redirectQuery(logoutXml(saying({ nameId: 'nobody@acme.test' })), saml.key)
    const refused: Record<string, string> = {
      unsigned,
      weak: redirectQuery(logoutXml(saying()), saml.key, null, 'RSA-SHA1'),
      stranger: redirectQuery(logoutXml(saying()), stranger),
      'a relay state that is not signed': `${honest}&RelayState=x`,
      'another request in front of a signed one': `${unsigned}&${honest}`,
      'a parameter whose name holds that of another': `xSAMLRequest=${encodeURIComponent(new URLSearchParams(elsewhere).get('SAMLRequest') ?? '')}&${unsigned}&${elsewhere.split('&').slice(1).join('&')}`,
      old: redirectQuery(logoutXml(saying({ issued: new Date(saml.clock.at - 16 * 60_000) })), saml.key),
      'for another address': redirectQuery(logoutXml(saying({ destination: 'https://elsewhere.test/slo' })), saml.key),
      'from another provider': redirectQuery(logoutXml(saying({ issuer: 'https://other.test' })), saml.key),
      bomb: `SAMLRequest=${encodeURIComponent(deflateRawSync('x'.repeat(5_000_000)).toString('base64'))}`,
      'no base64': 'SAMLRequest=%zz',
    }
    for (const [what, query] of Object.entries(refused)) expect({ what, status: (await send(browser, query)).status }).toEqual({ what, status: 401 })
    const posted = saying()
    for (const xml of [
      logoutXml(posted),
      sign(logoutXml(posted), posted.id, stranger),
      sign(logoutXml(saying({ id: posted.id, nameId: 'x@acme.test' })), posted.id, saml.key).replace('x@acme.test', 'ana@acme.test'),
    ])
      expect((await browser.form('/login/saml/logout', { SAMLRequest: encoded(xml) })).status).toBe(401)
    expect(await isIn(browser)).toBe(true)
    expect((await send(browser, honest)).status).toBe(302)
    expect(await isIn(browser)).toBe(false)
    const again = (await saml.signIn(provider, {})).browser
    expect((await send(again, honest)).status).toBe(401)
    expect(await isIn(again)).toBe(true)
  })
})
