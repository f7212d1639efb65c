import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type Ask,
  createIdentityProvider,
  deleteIdentityProvider,
  discoverSignIn,
  type IdentityProvider,
  listAudit,
  listIdentityProviders,
  readMe,
  updateIdentityProvider,
} from '@rollcall/contract'
import { oktaUser, patchOf, provision, query, type ScimClient } from '../../../test/scim/scim-client.ts'
import { type Client, startWorkspace, type Workspace } from '../../../test/support/workspace.ts'
import { arriveFromProvider, type Assertion } from '../../modules/sign-in/index.ts'
import { type KeyPair, makeKeyPair } from '../../modules/sign-in/saml/make-key-pair.ts'
import { openProvider } from '../../modules/sign-in/providers/save-provider.ts'

type Written = Extract<Ask<typeof createIdentityProvider>['body'], { protocol: 'saml' }>

describe('identity providers', () => {
  let workspace: Workspace
  let ada: Client
  let scim: ScimClient
  let key: KeyPair
  beforeAll(async () => {
    workspace = await startWorkspace()
    const provisioned = await provision(workspace)
    ada = provisioned.admin
    scim = provisioned.scim
    key = await makeKeyPair('idp', new Date('2026-11-22T00:00:00Z'))
  })
  afterAll(() => workspace.stop())

  const written = (name: string, extra: Partial<Written> = {}): Written => ({
    protocol: 'saml',
    name,
    guide: 'other',
    domains: [],
    enabled: true,
    makesUsers: false,
    saml: { entityId: `https://${name}.test/idp`, signInUrl: `https://${name}.test/sso`, certificates: [key.certificate] },
    ...extra,
  })
  const make = (name: string, extra: Partial<Written> = {}): Promise<IdentityProvider> => ada.call(createIdentityProvider, { body: written(name, extra) })
  const arrive = async ({ id }: IdentityProvider, said: Partial<Assertion> & { email: string | null }) =>
    arriveFromProvider(
      workspace.ctx,
      await openProvider(workspace.ctx, id),
      { subject: `subject of ${String(said.email)}`, userName: null, attributes: {}, session: { index: null, detail: {} }, ...said },
      'a test',
    )
  const userNamed = async (name: string) => (await scim.get(`/Users${query({ filter: `userName eq "${name}"` })}`)).body.Resources[0]

  it('are kept by whoever may change settings, and are shown to nobody else', async () => {
    const made = await make('kept', { domains: ['Kept.test'] })
    expect(made).toMatchObject({ domains: ['kept.test'], enforced: false, saml: { entityId: 'https://kept.test/idp', idpInitiated: false } })
    expect(made.saml?.certificates).toEqual([expect.objectContaining({ subject: 'CN=idp', notAfter: '2036-11-22T00:00:00.000Z' })])
    const changed = await ada.call(updateIdentityProvider, { params: { id: made.id }, body: { name: 'Kept well', saml: { idpInitiated: true } } })
    expect(changed).toMatchObject({ name: 'Kept well', saml: { entityId: 'https://kept.test/idp', idpInitiated: true } })
    expect(await workspace.guest.refusal(listIdentityProviders)).toMatchObject({ code: 'not_signed_in' })
    expect((await ada.call(listAudit, { query: { action: 'identity_provider.changed' } })).items[0]).toMatchObject({ subject: made.id })
    await ada.call(deleteIdentityProvider, { params: { id: made.id } })
    expect((await ada.call(listIdentityProviders)).items).toEqual([])
    expect(await ada.refusal(deleteIdentityProvider, { params: { id: made.id } })).toMatchObject({ code: 'not_found' })
  })

  it('are refused with a name or a domain that is taken, with a certificate that is none, and without what they need', async () => {
    await make('first', { domains: ['taken.test'] })
    const refusals = [
      [written('FIRST'), 'conflict', 'name'],
      [written('second', { domains: ['taken.test'] }), 'conflict', 'domains'],
      [written('again', { saml: written('first').saml }), 'conflict', 'saml.entityId'],
      [written('third', { domains: ['not a domain'] }), 'bad_request', 'domains.0'],
      [written('fourth', { saml: { entityId: 'x', signInUrl: 'https://x.test', certificates: ['nonsense'] } }), 'bad_request', 'saml.certificates'],
      [written('fifth', { saml: { entityId: 'x' } }), 'bad_request', 'saml.signInUrl'],
      [written('sixth', { saml: { entityId: 'x', signInUrl: 'javascript:alert(1)', certificates: [key.certificate] } }), 'bad_request', 'saml.signInUrl'],
    ] as const
    for (const [body, code, at] of refusals) expect(await ada.refusal(createIdentityProvider, { body })).toMatchObject({ code, at })
    expect((await ada.call(listIdentityProviders)).items.map(each => each.name)).toEqual(['first'])
  })

  it('are found by the domain of an e-mail, which tells nobody who has an account', async () => {
    await make('everyone')
    const [own, other, off] = [
      await make('own', { domains: ['own.test'] }),
      await make('other', { domains: ['other.test'] }),
      await make('off', { domains: ['off.test'], enabled: false }),
    ]
    const offered = async (email: string) => (await workspace.guest.call(discoverSignIn, { query: { email } })).providers.map(each => each.name)
    expect(await offered('Somebody@OWN.test')).toEqual([own.name])
    expect(await offered('nobody@other.test')).toEqual([other.name])
    expect(await offered('x@off.test')).toEqual(['everyone'])
    expect(await offered('')).toEqual(['everyone'])
    await ada.call(deleteIdentityProvider, { params: { id: off.id } })
  })

  it('make a user with what the claims grant, where they may and for their own domains only', async () => {
    const jit = await make('jit', { domains: ['jit.test'], makesUsers: true })
    const attributes = {
      'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname': ['Nia'],
      LastName: ['Okafor'],
      chorus_role: ['Manager (SDR)'],
      chorus_license_type: ['Listener'],
      manager_email: ['boss@jit.test'],
    }
    const { session, made } = await arrive(jit, { email: 'nia@jit.test', attributes })
    expect(made).toBe(true)
    expect((await workspace.clientWith({ authorization: `Bearer ${session}` }).call(readMe)).user).toMatchObject({
      email: 'nia@jit.test',
      name: 'Nia Okafor',
      role: 'Manager (SDR)',
    })
    expect(await userNamed('nia@jit.test')).toMatchObject({ chorus_license_type: 'listener', manager_email: 'boss@jit.test' })
    await expect(arrive(jit, { email: 'nia@elsewhere.test' })).rejects.toThrow('jit does not answer for nia@elsewhere.test')
    await expect(arrive(jit, { email: null })).rejects.toThrow('sent no e-mail address')
    await expect(arrive(jit, { email: 'odd@jit.test', attributes: { chorus_role: ['Emperor'] } })).rejects.toThrow('There is no role "Emperor"')
    expect(await userNamed('odd@jit.test')).toBeUndefined()
    const strict = await make('strict', { domains: ['strict.test'] })
    await expect(arrive(strict, { email: 'new@strict.test' })).rejects.toThrow('There is no user new@strict.test here yet')
  })

  it('give way to provisioning, and take back what they alone gave', async () => {
    const provider = await make('grants', { domains: ['acme.test'], makesUsers: true })
    const { id } = (await scim.expecting(201, 'POST', '/Users', oktaUser('granted', { chorus_role: 'Rep (SDR)' }))).body
    await arrive(provider, { email: 'granted@acme.test', attributes: { chorus_role: ['Admin'], chorus_license_type: ['listener'] } })
    expect(await userNamed('granted@acme.test')).toMatchObject({ id, chorus_role: 'Rep (SDR)', chorus_license_type: 'listener' })
    await arrive(provider, { email: 'granted@acme.test' })
    expect(await userNamed('granted@acme.test')).toMatchObject({ chorus_role: 'Rep (SDR)', chorus_license_type: 'recorder' })
    const { problem } = await arrive(provider, { email: 'granted@acme.test', attributes: { chorus_license_type: ['gold'] } })
    expect(problem).toContain('There is no licence "gold"')
  })

  it('find a person again by the subject when the e-mail has changed, and not by an e-mail that belongs to somebody else now', async () => {
    const provider = await make('renames', { domains: ['renames.test'], makesUsers: true })
    const { user } = await arrive(provider, { email: 'old@renames.test', subject: 'u-1' })
    await scim.expecting(
      204,
      'PATCH',
      `/Users/${user.id}`,
      patchOf({ op: 'replace', value: { userName: 'new@renames.test', emails: [{ value: 'new@renames.test', primary: true }] } }),
    )
    expect((await arrive(provider, { email: 'old@renames.test', subject: 'u-1' })).user.id).toBe(user.id)
    const { user: mailed } = await arrive(provider, { email: 'pat@renames.test', subject: 'pat@renames.test' })
    await scim.expecting(
      204,
      'PATCH',
      `/Users/${mailed.id}`,
      patchOf({ op: 'replace', value: { userName: 'p@renames.test', emails: [{ value: 'p@renames.test', primary: true }] } }),
    )
    expect((await arrive(provider, { email: 'pat@renames.test', subject: 'pat@renames.test' })).user.id).not.toBe(mailed.id)
  })

  it('do not take over who belongs to another provider', async () => {
    const owner = await make('owner', { domains: ['owned.test'], makesUsers: true })
    const stranger = await make('stranger', { domains: ['stranger.test'], makesUsers: true })
    const { user } = await arrive(owner, { email: 'own@owned.test' })
    const before = await workspace.ctx.db.selectFrom('sessions').select('id').where('user_id', '=', user.id).execute()
    await expect(arrive(stranger, { email: 'own@owned.test' })).rejects.toThrow('stranger does not answer for own@owned.test')
    await expect(arrive(stranger, { email: 'x@stranger.test', userName: 'own@owned.test' })).rejects.toThrow('does not answer')
    const unbound = (await ada.call(listIdentityProviders)).items.find(each => each.name === 'everyone')
    if (unbound === undefined) throw new Error('made above')
    await expect(arrive(unbound, { email: 'own@owned.test' })).rejects.toThrow('does not answer')
    await expect(arrive(unbound, { email: 'granted@acme.test' })).rejects.toThrow('does not answer')
    expect(await workspace.ctx.db.selectFrom('sessions').select('id').where('user_id', '=', user.id).execute()).toEqual(before)
  })

  it('let nobody in who was deactivated, and bring nobody back', async () => {
    const provider = await make('leavers', { domains: ['leavers.test'], makesUsers: true })
    const { user } = await arrive(provider, { email: 'gone@leavers.test' })
    await scim.expecting(204, 'PATCH', `/Users/${user.id}`, patchOf({ op: 'replace', path: 'active', value: false }))
    await expect(arrive(provider, { email: 'gone@leavers.test' })).rejects.toThrow('The account gone@leavers.test is deactivated')
    expect(await userNamed('gone@leavers.test')).toMatchObject({ active: false })
    expect(await workspace.ctx.db.selectFrom('sessions').select('id').where('user_id', '=', user.id).execute()).toEqual([])
  })

  it('make one user of two sign-ins at once', async () => {
    const provider = await make('twice', { domains: ['twice.test'], makesUsers: true })
    const both = await Promise.all([1, 2].map(n => arrive(provider, { email: 'one@twice.test', subject: `s-${n}` })))
    expect(new Set(both.map(each => each.user.id)).size).toBe(1)
  })
})
