import { afterAll, beforeAll, expect, it } from 'vitest'
import { type IdentityProvider, listAudit, listSignInArrivals, readIdentityProvider } from '@rollcall/contract'
import { type MetadataHost, metadataXml, startMetadataHost } from '../../../test/saml/metadata-host.ts'
import { type LogoutSaying, encoded, logoutXml, newId, redirectQuery, sign } from '../../../test/saml/test-idp.ts'
import { type SamlWorkspace, startSamlWorkspace } from '../../../test/saml/saml-workspace.ts'
import { type KeyPair, makeKeyPair } from '../../modules/sign-in/saml/make-key-pair.ts'

const entityId = 'https://rolling.test/idp'
const minutes = 60_000

let saml: SamlWorkspace
let host: MetadataHost
let next: KeyPair
let stranger: KeyPair
let provider: IdentityProvider
beforeAll(async () => {
  saml = await startSamlWorkspace()
  host = await startMetadataHost()
  ;[next, stranger] = [await makeKeyPair('next', new Date(saml.clock.at)), await makeKeyPair('stranger', new Date(saml.clock.at))]
  host.answer.body = metadataXml(entityId, [saml.key.certificate])
  provider = await saml.provider('rolling', { saml: { metadataUrl: host.address } })
})
afterAll(async () => {
  await saml.workspace.stop()
  host.close()
})

/** Signs in with what a key signed; answers the status, and how often the metadata was read for it. */
async function arrive(key: KeyPair): Promise<{ status: number; asked: number }> {
  const { browser, id } = await saml.begin(provider)
  const before = host.asked
  const { status } = await saml.post(browser, saml.response(saml.saying(provider, id), key))
  expect(browser.cookie('rollcall_session') === null).toBe(status !== 303)
  return { status, asked: host.asked - before }
}
const certificates = async () => (await saml.admin.call(readIdentityProvider, { params: { id: provider.id } })).saml?.certificates.map(each => each.subject)
const changes = async () => (await saml.admin.call(listAudit, { query: { action: 'identity_provider.certificates_changed' } })).total

it('takes a certificate that was rolled over unannounced at the first sign-in, and nothing by the old one any more', async () => {
  expect(await arrive(saml.key)).toEqual({ status: 303, asked: 0 })
  host.answer.body = metadataXml(entityId, [next.certificate])
  expect(await arrive(next)).toEqual({ status: 303, asked: 1 })
  expect(await certificates()).toEqual(['CN=next'])
  expect(await changes()).toBe(1)
  expect(await arrive(next)).toEqual({ status: 303, asked: 0 })
  expect(await arrive(saml.key)).toEqual({ status: 401, asked: 0 })
})

it('reads the metadata once in five minutes, however many send what is signed by somebody else', async () => {
  saml.clock.at += 5 * minutes
  const asked = host.asked
  const answers = await Promise.all(Array.from({ length: 8 }, () => arrive(stranger)))
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 401))
  expect(host.asked).toBe(asked + 1)
  expect(await arrive(stranger)).toEqual({ status: 401, asked: 0 })
  expect(await certificates()).toEqual(['CN=next'])
  expect((await saml.admin.call(listSignInArrivals, { params: { id: provider.id } })).items[0]?.refusal).toContain('No certificate of the provider signed')
})

it('takes nothing from metadata that cannot be read or is that of somebody else, nor asks for what is refused for another reason', async () => {
  for (const answer of [
    { status: 500, body: '' },
    { status: 200, body: metadataXml('https://evil.test', [stranger.certificate]) },
    { status: 302, body: '', location: 'http://169.254.169.254/' },
  ]) {
    host.answer = answer
    saml.clock.at += 5 * minutes
    expect(await arrive(stranger)).toEqual({ status: 401, asked: 1 })
    expect(await certificates()).toEqual(['CN=next'])
  }
  saml.clock.at += 5 * minutes
  const asked = host.asked
  for (const wrong of [{ audience: 'https://chorus.ai' }, { issuer: 'https://evil.test' }, { status: 'Requester' }]) {
    const { browser, id } = await saml.begin(provider)
    expect((await saml.post(browser, saml.response(saml.saying(provider, id, wrong), next))).status).toBe(401)
  }
  // Nobody asked for this one: it is not looked at.
  const { browser } = await saml.begin(provider)
  expect((await saml.post(browser, saml.response(saml.saying(provider, null), stranger))).status).toBe(401)
  expect(host.asked).toBe(asked)
  expect(await changes()).toBe(1)
})

it('takes a sign-out that the next certificate signed, by either binding', async () => {
  const third = await makeKeyPair('third', new Date(saml.clock.at))
  const saying = (): LogoutSaying => ({
    id: newId(),
    issuer: entityId,
    destination: `${saml.workspace.url}/login/saml/logout`,
    nameId: 'ana@acme.test',
    sessionIndex: null,
    issued: new Date(saml.clock.at),
  })
  const { browser } = await saml.begin(provider)
  const redirected = async (key: KeyPair) => (await browser.visit(`/login/saml/logout?${redirectQuery(logoutXml(saying()), key)}`)).status
  const posted = async (key: KeyPair) => {
    const said = saying()
    return (await browser.form('/login/saml/logout', { SAMLRequest: encoded(sign(logoutXml(said), said.id, key)) })).status
  }
  for (const [logout, known, fresh] of [
    [redirected, next, third],
    [posted, third, next],
  ] as const) {
    host.answer = { status: 200, body: metadataXml(entityId, [known.certificate]) }
    saml.clock.at += 5 * minutes
    expect(await logout(stranger)).toBe(401)
    expect(await certificates()).toEqual([known === next ? 'CN=next' : 'CN=third'])
    host.answer = { status: 200, body: metadataXml(entityId, [fresh.certificate]) }
    // Not yet: whoever sends what is signed by somebody else has us ask no more often.
    expect(await logout(fresh)).toBe(401)
    saml.clock.at += 5 * minutes
    const asked = host.asked
    expect(await logout(fresh)).toBeLessThan(400)
    expect(host.asked).toBe(asked + 1)
    expect(await logout(known)).toBe(401)
  }
})
