import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  addPasskey,
  beginPasskey,
  beginPasskeySignIn,
  beginTotp,
  confirmTotp,
  createIdentityProvider,
  createToken,
  deleteIdentityProvider,
  listAudit,
  listPasskeys,
  listSessions,
  readMe,
  removePasskey,
  renamePasskey,
  setBreakGlass,
  signInWithPasskey,
  updateIdentityProvider,
} from '@rollcall/contract'
import { type Misbehaviour, newAuthenticator } from '../../../test/support/authenticator.ts'
import { insertUser } from '../../modules/directory/index.ts'
import { makeKeyPair } from '../../modules/sign-in/saml/make-key-pair.ts'
import { admin, type Client, signInAdmin, startWorkspace, type Workspace } from '../../../test/support/workspace.ts'

const oneSentence = 'This passkey does not sign you in here. Use another one, or your e-mail and password.'

describe('passkeys', () => {
  let workspace: Workspace
  let ada: Client
  const clock = { now: () => new Date(clock.at), at: Date.parse('2026-11-22T18:40:00Z') }
  const { password } = admin
  let origin: string
  let key: ReturnType<typeof newAuthenticator>

  beforeAll(async () => {
    workspace = await startWorkspace({ clock })
    origin = workspace.url
    key = newAuthenticator(origin)
    ada = await signInAdmin(workspace)
  })
  afterAll(() => workspace.stop())

  const begin = () => ada.call(beginPasskey, { body: { password } })
  const add = async (authenticator = newAuthenticator(origin), wrong: Misbehaviour = {}) => ({
    name: 'Laptop',
    credential: authenticator.create(await begin(), wrong),
  })
  const challenge = () => workspace.guest.call(beginPasskeySignIn)
  const assertion = async (wrong: Misbehaviour = {}) => key.get(await challenge(), wrong)
  const refused = (credential: ReturnType<typeof key.get>) => workspace.guest.refusal(signInWithPasskey, { body: { credential } })
  const sessions = async () => (await ada.call(listSessions)).items.length
  const audited = async () => (await ada.call(listAudit, { query: { limit: 100 } })).items.map(({ action }) => action)

  it('needs the password before a passkey can be added, and a person', async () => {
    expect(await ada.refusal(beginPasskey, { body: { password: 'a guess of somebody' } })).toMatchObject({ status: 401, code: 'sign_in_failed' })
    expect(await workspace.guest.refusal(beginPasskey, { body: { password } })).toMatchObject({ status: 401, code: 'not_signed_in' })
    const { secret } = await ada.call(createToken, { body: { name: 'script', scopes: ['calls:read'] } })
    const script = workspace.clientWith({ authorization: `Bearer ${secret}` })
    expect(await script.refusal(beginPasskey, { body: { password } })).toMatchObject({ status: 403, code: 'not_allowed' })
  })

  it('adds one that verifies its user and can be found without an e-mail, under the address people use', async () => {
    const options = await begin()
    expect(options).toMatchObject({
      rp: { id: 'localhost' },
      excludeCredentials: [],
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    })
    const passkey = await ada.call(addPasskey, { body: { name: 'Security key', credential: key.create(options) } })
    expect(passkey).toMatchObject({ name: 'Security key', synced: false, lastUsedAt: null })
    expect(await audited()).toContain('passkey.added')
    expect((await begin()).excludeCredentials.map(({ id }) => id)).toEqual([key.id])
  })

  it.each<[string, Misbehaviour]>([
    ['made for another page', { origin: 'http://localhost.evil.example' }],
    ['made for another domain', { rpId: 'evil.example' }],
    ['without finger, face or PIN', { userVerified: false }],
    ['that is an answer to a sign-in', { type: 'webauthn.get' }],
  ])('adds none %s', async (_, wrong) => {
    expect(await ada.refusal(addPasskey, { body: await add(undefined, wrong) })).toMatchObject({ status: 422, code: 'passkey_refused' })
    expect((await ada.call(listPasskeys)).items).toHaveLength(1)
  })

  it('takes each challenge once, for five minutes, from whom it was given to', async () => {
    const late = await add()
    clock.at += 301_000
    expect(await ada.refusal(addPasskey, { body: late })).toMatchObject({ code: 'passkey_refused' })
    const { challenge: ofGuest } = await challenge()
    const forged = { name: 'Forged', credential: newAuthenticator(origin).create({ ...(await begin()), challenge: ofGuest }) }
    expect(await ada.refusal(addPasskey, { body: forged })).toMatchObject({ code: 'passkey_refused' })
    const again = await add(key)
    expect(await ada.refusal(addPasskey, { body: again })).toMatchObject({ status: 409, code: 'conflict' })
    expect(await ada.refusal(addPasskey, { body: again })).toMatchObject({ code: 'passkey_refused' })
    expect((await ada.call(listPasskeys)).items).toHaveLength(1)
  })

  it('signs in with it alone, even where codes are set up, and says so in the audit log', async () => {
    const { secret } = await ada.call(beginTotp, { body: { password } })
    await ada.call(confirmTotp, { body: { code: new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: clock.at }) } })
    const { session } = await workspace.guest.call(signInWithPasskey, { body: { credential: await assertion() } })
    const me = await workspace.clientWith({ authorization: `Bearer ${session}` }).call(readMe)
    expect(me.user).toMatchObject({ email: admin.email, totp: true })
    const [started] = (await ada.call(listAudit, { query: { action: 'session.started', limit: 1 } })).items
    expect(started).toMatchObject({ actor: admin.email, detail: { by: 'passkey' } })
    expect((await ada.call(listPasskeys)).items[0]?.lastUsedAt).toBe(new Date(clock.at).toISOString())
  })

  it('tells a guest nothing of who has a passkey', async () => {
    expect(Object.keys(await challenge()).toSorted()).toEqual(['challenge', 'rpId', 'timeout', 'userVerification'])
  })

  it.each<[string, Misbehaviour]>([
    ['of another page', { origin: 'https://evil.example' }],
    ['for another domain', { rpId: 'evil.example' }],
    ['without finger, face or PIN', { userVerified: false }],
    ['that is not over our challenge', { brokenSignature: true }],
    ['of a copied key, whose count has stood still', { counter: 1 }],
    ['for somebody else', { userHandle: Buffer.from('00000000-0000-4000-8000-000000000000').toString('base64url') }],
    ['that was made to add a passkey', { type: 'webauthn.create' }],
  ])('refuses a signature %s with the one sentence, and starts no session', async (_, wrong) => {
    const before = await sessions()
    expect(await refused(await assertion(wrong))).toMatchObject({ status: 401, code: 'sign_in_failed', message: oneSentence })
    expect(await sessions()).toBe(before)
  })

  it('refuses a signature that was used, one that came too late, and one over a challenge that we never gave', async () => {
    const credential = await assertion()
    await workspace.guest.call(signInWithPasskey, { body: { credential } })
    expect(await refused(credential)).toMatchObject({ code: 'sign_in_failed', message: oneSentence })
    const late = await assertion()
    clock.at += 301_000
    expect(await refused(late)).toMatchObject({ message: oneSentence })
    const { challenge: ofAdding } = await begin()
    expect(await refused(key.get({ ...(await challenge()), challenge: ofAdding }))).toMatchObject({ message: oneSentence })
    expect(await refused(key.get({ ...(await challenge()), challenge: 'bWFkZSB1cA' }))).toMatchObject({ message: oneSentence })
  })

  it('lets one of two at once in with the same signature', async () => {
    clock.at += 16 * 60_000
    const credential = await assertion()
    const answers = await Promise.allSettled([1, 2].map(() => workspace.guest.call(signInWithPasskey, { body: { credential } })))
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('stops checking a passkey after ten failures, until the quarter of an hour is over', async () => {
    for (let tried = 0; tried < 10; tried++) await refused(await assertion({ brokenSignature: true }))
    expect(await refused(await assertion())).toMatchObject({ status: 429, code: 'rate_limited' })
    clock.at += 16 * 60_000
    await workspace.guest.call(signInWithPasskey, { body: { credential: await assertion() } })
  })

  it('opens no way round a provider that is enforced, but for whoever may break the glass', async () => {
    const eve = { email: 'eve@rollcall.test', name: 'Eve Admin', password_hash: 'none that anybody knows', created_at: clock.now() }
    const { id } = await insertUser(workspace.ctx.db, eve)
    await ada.call(setBreakGlass, { params: { id }, body: { breakGlass: true } })
    const { certificate } = await makeKeyPair('idp', clock.now())
    const saml = { entityId: 'https://idp.test', signInUrl: 'https://idp.test/sso', certificates: [certificate] }
    const written = { protocol: 'saml' as const, name: 'Acme', guide: 'other' as const, domains: ['rollcall.test'], enabled: true, makesUsers: false, saml }
    const provider = await ada.call(createIdentityProvider, { body: written })
    await ada.call(updateIdentityProvider, { params: { id: provider.id }, body: { enforced: true } })
    expect(await refused(await assertion())).toMatchObject({ code: 'sign_in_failed', message: oneSentence })
    await ada.call(setBreakGlass, { params: { id: (await ada.call(readMe)).user.id }, body: { breakGlass: true } })
    await workspace.guest.call(signInWithPasskey, { body: { credential: await assertion() } })
    expect((await audited()).slice(0, 2)).toContain('break_glass.used')
    await ada.call(deleteIdentityProvider, { params: { id: provider.id } })
  })

  it('refuses what is no credential before anything is looked up', async () => {
    const credential = await assertion()
    for (const wrong of [
      { ...credential, id: 'not base64url' },
      { ...credential, id: '' },
      { ...credential, response: {} },
      { ...credential, type: 'password' },
    ])
      expect(await workspace.guest.refusal(signInWithPasskey, { body: { credential: wrong as never } })).toMatchObject({ status: 400, code: 'bad_request' })
  })

  it('is renamed, and once removed signs nobody in', async () => {
    const [passkey] = (await ada.call(listPasskeys)).items
    const params = { id: passkey?.id ?? '' }
    expect(await ada.call(renamePasskey, { params, body: { name: '  Key in the safe ' } })).toMatchObject({ name: 'Key in the safe' })
    expect(await ada.refusal(renamePasskey, { params, body: { name: ' ' } })).toMatchObject({ code: 'bad_request' })
    const credential = await assertion()
    await ada.call(removePasskey, { params })
    expect(await refused(credential)).toMatchObject({ code: 'sign_in_failed', message: oneSentence })
    expect(await ada.refusal(removePasskey, { params })).toMatchObject({ status: 404, code: 'not_found' })
    expect(await audited()).toEqual(expect.arrayContaining(['passkey.renamed', 'passkey.removed']))
  })
})
