import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type IdentityProvider, listSignInArrivals, listSessions, readMe, updateIdentityProvider } from '@rollcall/contract'
import { openCookieBrowser } from '../../../test/saml/browser.ts'
import { type SamlWorkspace, startSamlWorkspace } from '../../../test/saml/saml-workspace.ts'
import { assertionXml, encoded, encryptAssertion, encryptAttribute, encryptName, newId, requestIn, responseXml, sign } from '../../../test/saml/test-idp.ts'
import { makeKeyPair } from '../../modules/sign-in/saml/make-key-pair.ts'
import { openKeys } from '../../modules/sign-in/saml/service-provider.ts'

describe('SAML sign-in', () => {
  let saml: SamlWorkspace
  let okta: IdentityProvider
  beforeAll(async () => {
    saml = await startSamlWorkspace()
    okta = await saml.provider('okta')
  })
  afterAll(() => saml.workspace.stop())

  const whoIs = (session: string | null) => saml.workspace.clientWith({ authorization: `Bearer ${session ?? ''}` }).call(readMe)
  const arrivals = async ({ id }: IdentityProvider) => (await saml.admin.call(listSignInArrivals, { params: { id } })).items

  it('sends the browser off with a signed request and takes it in when it comes back', async () => {
    const browser = openCookieBrowser(saml.workspace.url)
    const { status, location } = await browser.visit(`/login/saml/start?provider=${okta.id}&returnTo=/plans`)
    expect(status).toBe(302)
    const { id, xml, url } = requestIn(location ?? '')
    expect(url.origin + url.pathname).toBe('https://okta.test/sso')
    expect(url.searchParams.get('SigAlg')).toBe('http://www.w3.org/2001/04/xmldsig-more#rsa-sha256')
    expect(xml).toContain(`AssertionConsumerServiceURL="${saml.workspace.url}/login/saml"`)
    expect(xml).toContain(`>${saml.workspace.url}</saml:Issuer>`)
    const back = await saml.post(browser, saml.response(saml.saying(okta, id)))
    expect(back).toMatchObject({ status: 303, location: '/plans' })
    expect((await whoIs(browser.cookie('rollcall_session'))).user).toMatchObject({ email: 'ana@okta.test', name: 'Ana Ruiz', role: 'Rep (AE/Other)' })
    expect((await arrivals(okta))[0]).toMatchObject({
      outcome: 'signed_in',
      said: { subject: 'ana@okta.test', issuer: 'https://okta.test/idp', certificate: okta.saml?.certificates[0]?.fingerprint },
      user: { email: 'ana@okta.test', made: true },
    })
  })

  it('counts in the browser that began it alone, even when that sends no cookie with the form', async () => {
    const { browser, id } = await saml.begin(okta)
    const posted = await browser.crossSiteForm('/login/saml', { SAMLResponse: Buffer.from(saml.response(saml.saying(okta, id))).toString('base64') })
    expect(posted).toMatchObject({ status: 303, location: expect.stringMatching(/^\/login\/saml\/finish\?arrival=/) })
    expect(browser.cookie('rollcall_session')).toBeNull()
    expect(await browser.visit(posted.location ?? '')).toMatchObject({ status: 303, location: '/' })
    expect((await whoIs(browser.cookie('rollcall_session'))).user.email).toBe('ana@okta.test')
    expect((await browser.visit(posted.location ?? '')).status).toBe(401)

    const theirs = await saml.begin(okta)
    const lured = openCookieBrowser(saml.workspace.url)
    const sent = await saml.post(lured, saml.response(saml.saying(okta, theirs.id)))
    expect((await lured.visit(sent.location ?? '')).status).toBe(401)
    expect((await theirs.browser.visit(sent.location ?? '')).status).toBe(401)
    expect(lured.cookie('rollcall_session')).toBeNull()
  })

  it('waits two minutes for that browser and a quarter of an hour for the provider', async () => {
    const { browser, id } = await saml.begin(okta)
    const posted = await browser.crossSiteForm('/login/saml', { SAMLResponse: Buffer.from(saml.response(saml.saying(okta, id))).toString('base64') })
    const late = await saml.begin(okta)
    saml.clock.at += 121_000
    expect((await browser.visit(posted.location ?? '')).status).toBe(401)
    saml.clock.at += 15 * 60_000
    expect(await saml.post(late.browser, saml.response(saml.saying(okta, late.id)))).toMatchObject({
      status: 401,
      text: expect.stringContaining('begun too long ago'),
    })
  })

  it('knows both names of itself (CG-313, CG-336), and asks under the one that is chosen', async () => {
    const jumpcloud = await saml.provider('jumpcloud', {
      saml: {
        entityId: 'jumpcloud-acme',
        signInUrl: 'https://jumpcloud.test/sso',
        certificates: [saml.key.certificate],
        spEntityId: 'acs_url',
        signInBinding: 'post',
      },
    })
    const browser = openCookieBrowser(saml.workspace.url)
    const { status, text } = await browser.visit(`/login/saml/start?provider=${jumpcloud.id}`)
    expect(status).toBe(200)
    expect(text).toContain('action="https://jumpcloud.test/sso"')
    const request = Buffer.from(/name="SAMLRequest" value="([^"]+)"/.exec(text)?.[1] ?? '', 'base64').toString('utf8')
    expect(request).toContain(`>${saml.workspace.url}/login/saml</saml:Issuer>`)
    expect(request).toContain('<Signature')
    const id = /\bID="([^"]+)"/.exec(request)?.[1] ?? ''
    expect((await saml.post(browser, saml.response(saml.saying(jumpcloud, id, { audience: `${saml.workspace.url}/login/saml` })))).status).toBe(303)
    expect((await saml.signIn(okta, { audience: `${saml.workspace.url}/login/saml` })).visit.status).toBe(303)
  })

  it('takes bare and full claim names (CG-318) and knows an Entra person by the object id', async () => {
    const entra = await saml.provider('entra')
    const attributes = {
      'http://schemas.microsoft.com/identity/claims/objectidentifier': '3f2504e0-4f89-11d3-9a0c-0305e82c3301',
      'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress': 'mia@entra.test',
      'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname': 'Mia',
      'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname': 'Wong',
      'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name': 'mia@entra.test',
    }
    const first = await saml.signIn(entra, { nameId: 'Uz2Pqz1X7pxe4XLWxV9KJQ', format: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent', attributes })
    const { user } = await whoIs(first.browser.cookie('rollcall_session'))
    expect(user).toMatchObject({ email: 'mia@entra.test', name: 'Mia Wong' })
    expect((await arrivals(entra))[0]?.said?.subject).toBe('3f2504e0-4f89-11d3-9a0c-0305e82c3301')
  })

  it('takes a signed response, an encrypted assertion, and either of two certificates', async () => {
    const next = await makeKeyPair('next', new Date(saml.clock.at))
    await saml.admin.call(updateIdentityProvider, { params: { id: okta.id }, body: { saml: { certificates: [next.certificate, saml.key.certificate] } } })
    const { certificate } = await openKeys(saml.workspace.ctx)

    for (const key of [saml.key, next]) {
      const whole = await saml.begin(okta)
      const said = saml.saying(okta, whole.id)
      expect((await saml.post(whole.browser, sign(responseXml(said, assertionXml(said)), said.responseId, key))).status).toBe(303)

      const sealed = await saml.begin(okta)
      const secret = saml.saying(okta, sealed.id)
      const encrypted = await encryptAssertion(sign(assertionXml(secret), secret.assertionId, key), certificate)
      expect((await saml.post(sealed.browser, responseXml(secret, encrypted))).status).toBe(303)
    }
    await saml.admin.call(updateIdentityProvider, { params: { id: okta.id }, body: { saml: { certificates: [saml.key.certificate] } } })
    const after = await saml.begin(okta)
    expect((await saml.post(after.browser, saml.response(saml.saying(okta, after.id), next))).status).toBe(401)
  })

  it('reads a NameID that is encrypted, in an assertion that is open or encrypted itself (saml-core-2.0, section 2.2.4)', async () => {
    const { certificate } = await openKeys(saml.workspace.ctx)
    for (const wrap of [async (xml: string) => xml, (xml: string) => encryptAssertion(xml, certificate)]) {
      const { browser, id } = await saml.begin(okta)
      const said = saml.saying(okta, id, { nameId: 'noor@okta.test', attributes: { FirstName: 'Noor', LastName: 'Haddad' } })
      const signed = sign(await encryptName(assertionXml(said), certificate), said.assertionId, saml.key)
      expect(signed).not.toContain('noor@okta.test')
      expect((await saml.post(browser, responseXml(said, await wrap(signed)))).status).toBe(303)
      expect((await whoIs(browser.cookie('rollcall_session'))).user).toMatchObject({ email: 'noor@okta.test', name: 'Noor Haddad' })
    }
    expect((await arrivals(okta))[0]).toMatchObject({ said: { subject: 'noor@okta.test' }, user: { made: false } })
  })

  it('reads attributes that are encrypted, beside others that are not (saml-core-2.0, section 2.7.3.2)', async () => {
    const { certificate } = await openKeys(saml.workspace.ctx)
    for (const wrap of [async (xml: string) => xml, (xml: string) => encryptAssertion(xml, certificate)]) {
      const { browser, id } = await saml.begin(okta)
      const said = saml.saying(okta, id, { nameId: 'iris@okta.test', attributes: { FirstName: 'Iris', LastName: 'Okafor', chorus_role: 'Manager (SDR)' } })
      const hidden = await encryptAttribute(await encryptAttribute(assertionXml(said), 'LastName', certificate), 'chorus_role', certificate)
      const signed = sign(hidden, said.assertionId, saml.key)
      expect(['Okafor', 'Manager'].filter(word => signed.includes(word))).toEqual([])
      expect((await saml.post(browser, responseXml(said, await wrap(signed)))).status).toBe(303)
      expect((await whoIs(browser.cookie('rollcall_session'))).user).toMatchObject({
        email: 'iris@okta.test',
        name: 'Iris Okafor',
        role: 'Manager (SDR)',
      })
    }
  })

  it('lets a provider begin only where it may, and leads to the RelayState when that is a page of ours (CG-345)', async () => {
    const browser = openCookieBrowser(saml.workspace.url)
    expect(await saml.post(browser, saml.response(saml.saying(okta, null)))).toMatchObject({
      status: 401,
      text: expect.stringContaining('may not begin a sign-in'),
    })
    const jumpcloud = await saml.provider('portal', {
      saml: { entityId: 'portal', signInUrl: 'https://portal.test/sso', certificates: [saml.key.certificate], idpInitiated: true },
    })
    for (const [relayState, location] of [
      ['cmVkaXJlY3Q9JTJGbXktcHJvZmlsZSUzRg==', '/settings'],
      ['cmVkaXJlY3Q9Lw==', '/'],
      ['cmVkaXJIY3Q9Lw==', '/'],
      ['/plans?state=open', '/plans?state=open'],
      ['', '/'],
    ] as const) {
      const own = openCookieBrowser(saml.workspace.url)
      expect(await saml.post(own, saml.response(saml.saying(jumpcloud, null)), relayState)).toMatchObject({ status: 303, location })
      expect(own.cookie('rollcall_session')).not.toBeNull()
    }
    for (const relayState of [
      'https://evil.test/',
      '//evil.test',
      '/\\evil.test',
      '/\t/evil.test',
      '/..//evil.test',
      'javascript:alert(1)',
      '/login/saml/start?provider=x',
      Buffer.from('redirect=https://evil.test').toString('base64'),
      Buffer.from('redirect=%2F%2Fevil.test').toString('base64'),
      Buffer.from('redirect=%2F%5Cevil.test').toString('base64'),
    ]) {
      const own = openCookieBrowser(saml.workspace.url)
      const { location } = await saml.post(own, saml.response(saml.saying(jumpcloud, null)), relayState)
      expect({ relayState, location }).toEqual({ relayState, location: '/' })
    }
    const { location } = await browser.visit(`/login/saml/start?provider=${okta.id}&returnTo=https://evil.test`)
    expect((await saml.post(browser, saml.response(saml.saying(okta, requestIn(location ?? '').id)))).location).toBe('/')
  })

  it('shows an admin what would happen, and signs nobody in', async () => {
    const browser = openCookieBrowser(saml.workspace.url)
    expect((await browser.visit(`/login/saml/start?provider=${okta.id}&test=1`)).status).toBe(401)
    const session = await saml.workspace.ctx.db.selectFrom('sessions').selectAll().execute()
    const start = await fetch(`${saml.workspace.url}/login/saml/start?provider=${okta.id}&test=1`, { redirect: 'manual', headers: saml.admin.headers })
    const { id } = requestIn(start.headers.get('location') ?? '')
    const said = saml.saying(okta, id, { nameId: 'trial@okta.test', attributes: { chorus_role: 'Admin', groups: ['sales', 'emea'] } })
    const visit = await saml.post(browser, saml.response(said))
    expect(visit.location).toMatch(new RegExp(`^/settings/identity-providers\\?provider=${okta.id}&arrival=`))
    expect(browser.cookie('rollcall_session')).toBeNull()
    expect((await arrivals(okta))[0]).toMatchObject({
      outcome: 'tested',
      refusal: null,
      said: { attributes: { groups: ['sales', 'emea'] } },
      user: { email: 'trial@okta.test', role: 'Admin', licence: 'recorder', made: true },
    })
    expect(await saml.workspace.ctx.db.selectFrom('users').select('id').where('email', '=', 'trial@okta.test').execute()).toEqual([])
    expect(await saml.workspace.ctx.db.selectFrom('sessions').selectAll().execute()).toEqual(session)

    const again = await fetch(`${saml.workspace.url}/login/saml/start?provider=${okta.id}&test=1`, { redirect: 'manual', headers: saml.admin.headers })
    const wrong = saml.saying(okta, requestIn(again.headers.get('location') ?? '').id, { audience: 'https://chorus.ai' })
    expect((await saml.post(browser, saml.response(wrong))).status).toBe(303)
    // What the provider did sign is shown with the reason, and nothing of what somebody else signed.
    expect((await arrivals(okta))[0]).toMatchObject({
      outcome: 'refused',
      refusal: expect.stringContaining('meant for the audience https://chorus.ai'),
      said: { issuer: wrong.issuer, subject: wrong.nameId, certificate: okta.saml?.certificates[0]?.fingerprint },
      user: null,
    })
    const forged = await saml.begin(okta)
    expect((await saml.post(forged.browser, saml.response(saml.saying(okta, forged.id), await makeKeyPair('forger', new Date(saml.clock.at))))).status).toBe(
      401,
    )
    expect((await arrivals(okta))[0]).toMatchObject({ outcome: 'refused', refusal: expect.stringContaining('No certificate'), said: null, user: null })
  })

  it('tells what the provider said when that refuses, to the admin', async () => {
    const { browser, id } = await saml.begin(okta)
    const said = saml.saying(okta, id, { status: 'Requester' })
    const message = 'AADSTS75006: An error occurred'
    const xml = responseXml(said, '').replace('<samlp:StatusCode', `<samlp:StatusMessage>${message}</samlp:StatusMessage><samlp:StatusCode`)
    expect((await saml.post(browser, xml)).text).not.toContain(message)
    expect((await arrivals(okta))[0]).toMatchObject({ outcome: 'refused', refusal: `The provider refused: ${message}` })
  })

  it('answers for its own: a provider that is switched off or unknown begins nothing and ends nothing', async () => {
    const off = await saml.provider('off', { enabled: true })
    const { browser, id } = await saml.begin(off)
    await saml.admin.call(updateIdentityProvider, { params: { id: off.id }, body: { enabled: false } })
    expect((await saml.post(browser, saml.response(saml.saying(off, id)))).status).toBe(404)
    for (const path of [`/login/saml/start?provider=${off.id}`, `/login/saml/start?provider=${newId()}`, '/login/saml/start', `/login/saml/finish?arrival=x`])
      expect((await browser.visit(path)).status).toBeGreaterThanOrEqual(400)
    expect((await browser.form('/login/saml', {})).status).toBe(400)
    expect((await browser.form('/login/saml', { SAMLResponse: 'bm90IHhtbA==' })).status).toBe(401)
    expect(browser.cookie('rollcall_session')).toBeNull()
  })

  it('says in a page to whom a provider sends a browser under a wrong address', async () => {
    const { browser, id } = await saml.begin(okta)
    const sent = await browser.form('/login/sam', { SAMLResponse: encoded(saml.response(saml.saying(okta, id))) })
    expect(sent).toMatchObject({ status: 404, text: expect.stringContaining('The identity provider was given a wrong one') })
    expect(browser.cookie('rollcall_session')).toBeNull()
  })

  it('says who it is', async () => {
    const reply = await fetch(`${saml.workspace.url}/login/saml/metadata`)
    const metadata = await reply.text()
    expect(reply.headers.get('content-type')).toContain('application/samlmetadata+xml')
    expect(metadata).toContain(`entityID="${saml.workspace.url}"`)
    expect(metadata).toContain(`Location="${saml.workspace.url}/login/saml"`)
    expect(metadata.match(/X509Certificate>/g)).toHaveLength(4)
    const { certificate, privateKey } = await openKeys(saml.workspace.ctx)
    expect(metadata).toContain(certificate.split('\n')[1])
    const stored = await saml.workspace.ctx.db.selectFrom('settings').selectAll().execute()
    expect(JSON.stringify(stored)).not.toContain(privateKey.split('\n')[1])
  })

  it('keeps a session as long as any other', async () => {
    const { browser } = await saml.signIn(okta, {})
    const client = saml.workspace.clientWith({ authorization: `Bearer ${browser.cookie('rollcall_session') ?? ''}` })
    expect((await client.call(listSessions)).items.some(session => session.current)).toBe(true)
  })
})
