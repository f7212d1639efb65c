import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type IdentityProvider, listSignInArrivals } from '@rollcall/contract'
import { type CookieBrowser, openCookieBrowser } from '../../../test/saml/browser.ts'
import { type SamlWorkspace, startSamlWorkspace } from '../../../test/saml/saml-workspace.ts'
import { assertionXml, encoded, encryptAssertion, encryptAttribute, encryptName, newId, responseXml, type Saying, sign } from '../../../test/saml/test-idp.ts'
import { type KeyPair, makeKeyPair } from '../../modules/sign-in/saml/make-key-pair.ts'
import { openKeys } from '../../modules/sign-in/saml/service-provider.ts'

const signatureIn = (xml: string): string => /<ds:Signature[\s\S]*?<\/ds:Signature>/.exec(xml)?.[0] ?? ''
const unsigned = (xml: string): string => xml.replace(signatureIn(xml), '')
const afterIssuer = (xml: string, insert: string): string => xml.replace('</saml:Issuer>', `</saml:Issuer>${insert}`)

/** The known forms of signature wrapping (Somorovsky et al., "On Breaking SAML", 2012; numbered as in SAML Raider). */
const wrappings: Record<string, (evil: Saying, honest: Saying, key: KeyPair) => string> = {
  'XSW1: a signed response inside the signature of a forged one': (evil, honest, key) => {
    const whole = sign(responseXml(honest, assertionXml(honest)), honest.responseId, key)
    const wrapped = signatureIn(whole).replace('</ds:Signature>', `<ds:Object>${unsigned(whole)}</ds:Object></ds:Signature>`)
    return afterIssuer(responseXml(evil, assertionXml(evil)), wrapped)
  },
  'XSW2: a signed response before its signature in a forged one': (evil, honest, key) => {
    const whole = sign(responseXml(honest, assertionXml(honest)), honest.responseId, key)
    return afterIssuer(responseXml(evil, assertionXml(evil)), `${unsigned(whole)}${signatureIn(whole)}`)
  },
  'XSW3: a forged assertion before the signed one': (evil, honest, key) =>
    responseXml(honest, `${assertionXml(evil)}${sign(assertionXml(honest), honest.assertionId, key)}`),
  'XSW4: the signed assertion inside the forged one': (evil, honest, key) =>
    responseXml(honest, assertionXml(evil).replace('</saml:Assertion>', `${sign(assertionXml(honest), honest.assertionId, key)}</saml:Assertion>`)),
  'XSW5: the forged assertion has the signature, the signed one follows': (evil, honest, key) => {
    const signed = sign(assertionXml(honest), honest.assertionId, key)
    return responseXml(honest, `${afterIssuer(assertionXml(evil), signatureIn(signed))}${unsigned(signed)}`)
  },
  'XSW6: the signed assertion inside the signature of the forged one': (evil, honest, key) => {
    const signed = sign(assertionXml(honest), honest.assertionId, key)
    const wrapped = signatureIn(signed).replace('</ds:Signature>', `${unsigned(signed)}</ds:Signature>`)
    return responseXml(honest, afterIssuer(assertionXml(evil), wrapped))
  },
  'XSW7: the forged assertion in Extensions': (evil, honest, key) =>
    responseXml(
      honest,
      `<samlp:Extensions>${assertionXml({ ...evil, assertionId: honest.assertionId })}</samlp:Extensions>${sign(assertionXml(honest), honest.assertionId, key)}`,
    ),
  'XSW8: the signed assertion in an Object of the signature of the forged one': (evil, honest, key) => {
    const signed = sign(assertionXml(honest), honest.assertionId, key)
    const wrapped = signatureIn(signed).replace('</ds:Signature>', `<ds:Object>${unsigned(signed)}</ds:Object></ds:Signature>`)
    return responseXml(honest, afterIssuer(assertionXml({ ...evil, assertionId: newId() }), wrapped))
  },
  'the same id twice': (evil, honest, key) =>
    responseXml(
      honest,
      afterIssuer(assertionXml({ ...evil, assertionId: honest.assertionId }), signatureIn(sign(assertionXml(honest), honest.assertionId, key))),
    ),
  'an encrypted assertion beside a signed one': (evil, honest, key) =>
    responseXml(
      honest,
      `${sign(assertionXml(honest), honest.assertionId, key)}<saml:EncryptedAssertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${assertionXml(evil)}</saml:EncryptedAssertion>`,
    ),
}

describe('SAML attacks', () => {
  let saml: SamlWorkspace
  let provider: IdentityProvider
  let stranger: KeyPair
  let browser: CookieBrowser
  let id: string
  beforeAll(async () => {
    saml = await startSamlWorkspace()
    provider = await saml.provider('acme')
    stranger = await makeKeyPair('stranger', new Date(saml.clock.at))
  })
  afterAll(() => saml.workspace.stop())
  beforeEach(async () => {
    ;({ browser, id } = await saml.begin(provider))
  })

  const said = (other: Partial<Saying> = {}) => saml.saying(provider, id, other)
  const evil = () => said({ nameId: 'ada@acme.test', attributes: { chorus_role: 'Admin' } })
  const everything = async () => {
    const { db } = saml.workspace.ctx
    return {
      users: await db.selectFrom('users').select(['id', 'version']).orderBy('id').execute(),
      sessions: await db.selectFrom('sessions').select('id').orderBy('id').execute(),
      links: await db.selectFrom('sign_in_subjects').selectAll().execute(),
    }
  }
  const lastRefusal = async () => (await saml.admin.call(listSignInArrivals, { params: { id: provider.id } })).items[0]?.refusal

  /** Posted, refused with 401, and nothing is there that was not there before. */
  const expectRefused = async (xml: string, reason?: RegExp) => {
    const before = await everything()
    const visit = await saml.post(browser, xml)
    expect(visit.status).toBe(401)
    expect(browser.cookie('rollcall_session')).toBeNull()
    expect(await everything()).toEqual(before)
    if (reason !== undefined) expect(await lastRefusal()).toMatch(reason)
  }

  it('are attacks only: the same response as it should be is taken', async () => {
    expect((await saml.post(browser, saml.response(said()))).status).toBe(303)
    expect(browser.cookie('rollcall_session')).not.toBeNull()
  })

  for (const [name, wrap] of Object.entries(wrappings))
    it(`wrap a signature: ${name}`, async () => {
      await expectRefused(wrap(evil(), said(), saml.key))
    })

  it('put a comment or an instruction into a name', async () => {
    for (const nameId of ['ada@acme.test<!-- -->.evil.test', 'ada@acme.test<?x y?>.evil.test']) {
      ;({ browser, id } = await saml.begin(provider))
      await expectRefused(saml.response(said({ nameId })))
      ;({ browser, id } = await saml.begin(provider))
      await expectRefused(saml.response(said({ nameId: 'ada@acme.test.evil.test' })).replace('ada@acme.test.evil.test', nameId))
    }
  })

  const signedWhole = () => {
    const one = said()
    return sign(responseXml(one, assertionXml(one)), one.responseId, saml.key)
  }

  it('come without a signature, with another one, or changed after it', async () => {
    await expectRefused(responseXml(said(), assertionXml(said())), /No certificate of the provider signed/)
    for (const forge of [
      () => saml.response(said(), stranger),
      () => saml.response(said()).replace('ana@acme.test', 'ada@acme.test'),
      () => signedWhole().replaceAll('Ruiz', 'Root'),
      () => saml.response(said()).replace(/<ds:SignatureValue>.{8}/, '<ds:SignatureValue>AAAAAAAA'),
      () => saml.response(said()).replace(/<ds:SignatureValue>[^<]*/, '<ds:SignatureValue>'),
    ]) {
      ;({ browser, id } = await saml.begin(provider))
      await expectRefused(forge(), /No certificate of the provider signed/)
    }
  })

  it('are signed with SHA-1, or encrypted in a way that is broken', async () => {
    const sha1 = { signature: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1', digest: 'http://www.w3.org/2000/09/xmldsig#sha1' }
    for (const algorithms of [sha1, { signature: sha1.signature }, { digest: sha1.digest }]) {
      ;({ browser, id } = await saml.begin(provider))
      const one = said()
      await expectRefused(responseXml(one, sign(assertionXml(one), one.assertionId, saml.key, algorithms)), /not strong enough/)
    }
    const { certificate } = await openKeys(saml.workspace.ctx)
    ;({ browser, id } = await saml.begin(provider))
    const hidden = said()
    const inside = await encryptAssertion(sign(assertionXml(hidden), hidden.assertionId, saml.key, sha1), certificate)
    await expectRefused(responseXml(hidden, inside), /not strong enough/)
    ;({ browser, id } = await saml.begin(provider))
    const old = said()
    const rsa15 = await encryptAssertion(sign(assertionXml(old), old.assertionId, saml.key), certificate, 'http://www.w3.org/2001/04/xmlenc#rsa-1_5')
    await expectRefused(responseXml(old, rsa15), /rsa-1_5 is not strong enough/)
  })

  it('are encrypted for somebody else', async () => {
    const one = said()
    await expectRefused(
      responseXml(one, await encryptAssertion(sign(assertionXml(one), one.assertionId, saml.key), stranger.certificate)),
      /cannot be decrypted/,
    )
  })

  it('name somebody in a NameID that is encrypted for somebody else, weakly, twice, or is none', async () => {
    const { certificate } = await openKeys(saml.workspace.ctx)
    const rsa15 = 'http://www.w3.org/2001/04/xmlenc#rsa-1_5'
    const named = (xml: string) => xml.replace('<saml:SubjectConfirmation ', '<saml:NameID>ada@acme.test</saml:NameID><saml:SubjectConfirmation ')
    for (const [hide, reason] of [
      [(xml: string) => encryptName(xml, stranger.certificate), /The NameID cannot be decrypted/],
      [(xml: string) => encryptName(xml, certificate, { keyEncryption: rsa15 }), /rsa-1_5 is not strong enough\. Set the provider to AES and RSA-OAEP/],
      [async (xml: string) => named(await encryptName(xml, certificate)), /more than one NameID/],
      [(xml: string) => encryptName(xml, certificate, { hidden: '<NameID>ada@acme.test</NameID>' }), /What is encrypted as a NameID is none/],
      [(xml: string) => encryptName(xml, certificate, { hidden: 'ada@acme.test' }), /is not XML/],
    ] as const) {
      ;({ browser, id } = await saml.begin(provider))
      const one = said()
      await expectRefused(responseXml(one, sign(await hide(assertionXml(one)), one.assertionId, saml.key)), reason)
    }
    const role = '<saml:Attribute Name="chorus_role"><saml:AttributeValue>Admin</saml:AttributeValue></saml:Attribute>'
    for (const [hidden, key, reason] of [
      [role, stranger.certificate, /The Attribute cannot be decrypted/],
      [role.replaceAll('saml:', ''), certificate, /What is encrypted as an Attribute is none/],
      ['<saml:NameID>ada@acme.test</saml:NameID>', certificate, /What is encrypted as an Attribute is none/],
    ] as const) {
      ;({ browser, id } = await saml.begin(provider))
      const one = said({ attributes: { FirstName: 'Ana' } })
      await expectRefused(responseXml(one, sign(await encryptAttribute(assertionXml(one), 'FirstName', key, { hidden }), one.assertionId, saml.key)), reason)
    }
    // One that the provider encrypted, in another's place: the signature covers it.
    ;({ browser, id } = await saml.begin(provider))
    const one = said()
    const idIn = (xml: string) => /<saml:EncryptedID[\s\S]*<\/saml:EncryptedID>/.exec(xml)?.[0] ?? ''
    const theirs = idIn(await encryptName(assertionXml(evil()), certificate))
    const signed = sign(await encryptName(assertionXml(one), certificate), one.assertionId, saml.key)
    expect(idIn(signed)).not.toBe('')
    await expectRefused(responseXml(one, signed.replace(idIn(signed), theirs)), /No certificate of the provider signed/)
  })

  it('come from another issuer, for another recipient, audience or request', async () => {
    for (const [wrong, reason] of [
      [{ issuer: 'https://other.test/idp' }, /comes from https:\/\/other\.test\/idp/],
      [{ recipient: 'https://elsewhere.test/login/saml' }, /meant for https:\/\/elsewhere\.test/],
      [{ audience: 'https://chorus.ai' }, /the audience https:\/\/chorus\.ai/],
    ] as const) {
      ;({ browser, id } = await saml.begin(provider))
      await expectRefused(saml.response(said(wrong)), reason)
    }
    ;({ browser, id } = await saml.begin(provider))
    const answered = said({ inResponseTo: newId() })
    const wrapped = responseXml({ ...answered, inResponseTo: id }, sign(assertionXml(answered), answered.assertionId, saml.key))
    await expectRefused(wrapped, /answers another request/)
  })

  it('come from another provider of this workspace, in the name of this one', async () => {
    const other = await saml.provider('other', {
      saml: { entityId: 'https://other.test/idp', signInUrl: 'https://other.test/sso', certificates: [stranger.certificate], idpInitiated: true },
    })
    await expectRefused(saml.response(said(), stranger))
    ;({ browser, id } = await saml.begin(provider))
    await expectRefused(saml.response(saml.saying(other, id, { nameId: 'ana@acme.test' }), stranger))
    ;({ browser, id } = await saml.begin(other))
    await expectRefused(saml.response(said({ issuer: 'https://other.test/idp', nameId: 'ana@acme.test' }), stranger))
    const own = openCookieBrowser(saml.workspace.url)
    expect((await saml.post(own, saml.response(saml.saying(other, null, { nameId: 'ana@acme.test' }), stranger))).status).toBe(401)
  })

  it('are too old or too young', async () => {
    const at = (seconds: number) => new Date(saml.clock.at + seconds * 1000)
    for (const [times, reason] of [
      [{ notBefore: at(-900), notOnOrAfter: at(-121) }, /has expired/],
      [{ notBefore: at(121), notOnOrAfter: at(900) }, /not valid yet/],
    ] as const) {
      ;({ browser, id } = await saml.begin(provider))
      await expectRefused(saml.response(said(times)), reason)
    }
  })

  it('come a second time, also by another way', async () => {
    const open = await saml.provider('open', {
      saml: { entityId: 'open', signInUrl: 'https://open.test/sso', certificates: [saml.key.certificate], idpInitiated: true },
    })
    const unsolicited = saml.response(saml.saying(open, null))
    const visits = await Promise.all([1, 2, 3].map(() => saml.post(openCookieBrowser(saml.workspace.url), unsolicited)))
    expect(visits.map(visit => visit.status).toSorted((a, b) => a - b)).toEqual([303, 401, 401])
    const xml = saml.response(said())
    expect((await saml.post(browser, xml)).status).toBe(303)
    const again = openCookieBrowser(saml.workspace.url)
    expect((await saml.post(again, xml)).status).toBe(401)
    expect((await saml.post(again, xml.replace(` InResponseTo="${id}"><saml:Issuer`, '><saml:Issuer'))).status).toBe(401)
    expect(again.cookie('rollcall_session')).toBeNull()
  })

  it('bring entities, or are no XML, or too much of it', async () => {
    const xml = saml.response(said())
    const entity = (declared: string) => `<?xml version="1.0"?><!DOCTYPE r [${declared}]>${xml.replace('ana@acme.test', '&x;')}`
    const bomb = Array.from({ length: 9 }, (_, n) => `<!ENTITY ${'abcdefghi'[n] ?? ''} "${`&${'zabcdefgh'[n] ?? ''};`.repeat(10)}">`).join('')
    for (const text of [
      entity('<!ENTITY x SYSTEM "file:///etc/passwd">'),
      entity('<!ENTITY % remote SYSTEM "http://169.254.169.254/">%remote;'),
      entity(`<!ENTITY z "z">${bomb}<!ENTITY x "&i;">`),
      xml.slice(0, 500),
      '<a>'.repeat(100_000),
      `${xml}${' '.repeat(500_000)}`,
      '',
    ])
      await expectRefused(text)
    expect((await browser.form('/login/saml', { SAMLResponse: encoded('x'.repeat(900_000)) })).status).toBe(413)
    expect((await saml.post(browser, xml)).status).toBe(303)
  })

  it('carry names that JavaScript knows', async () => {
    const attributes = Object.fromEntries([
      ['__proto__', 'x'],
      ['constructor', 'x'],
      ['toString', 'x'],
      ['FirstName', 'Ana'],
    ])
    expect((await saml.post(browser, saml.response(said({ attributes })))).status).toBe(303)
    expect({}).not.toHaveProperty('x')
  })

  it('say nothing to whoever sends them', async () => {
    const texts = new Set<string>()
    for (const xml of [() => saml.response(said(), stranger), () => saml.response(said({ audience: 'x' })), () => responseXml(said(), assertionXml(said()))]) {
      ;({ browser, id } = await saml.begin(provider))
      texts.add((await saml.post(browser, xml())).text)
    }
    expect(texts.size).toBe(1)
  })
})
