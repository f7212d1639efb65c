import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  createIdentityProvider,
  discoverSignIn,
  type IdentityProvider,
  listAudit,
  listBreakGlass,
  readMe,
  setBreakGlass,
  signIn,
  updateIdentityProvider,
} from '@rollcall/contract'
import { oktaUser, patchOf, provision, query, type ScimClient } from '../../../test/scim/scim-client.ts'
import { admin, type Client, startWorkspace, type Workspace } from '../../../test/support/workspace.ts'
import { updateUser } from '../../modules/directory/index.ts'
import { hashPassword } from '../../modules/sign-in/password.ts'
import { makeKeyPair } from '../../modules/sign-in/saml/make-key-pair.ts'

describe('enforced sign-in', () => {
  let workspace: Workspace
  let ada: Client
  let scim: ScimClient
  let provider: IdentityProvider
  const domain = admin.email.split('@')[1] ?? ''
  beforeAll(async () => {
    workspace = await startWorkspace()
    const provisioned = await provision(workspace)
    ada = provisioned.admin
    scim = provisioned.scim
    const { certificate } = await makeKeyPair('idp', new Date())
    provider = await ada.call(createIdentityProvider, {
      body: {
        protocol: 'saml',
        name: 'Okta',
        guide: 'okta',
        domains: [domain, 'acme.test'],
        enabled: true,
        makesUsers: true,
        saml: { entityId: 'okta', signInUrl: 'https://okta.test/sso', certificates: [certificate] },
      },
    })
  })
  afterAll(() => workspace.stop())

  const password = 'a long enough password'
  const makeAdmin = async (name: string): Promise<string> => {
    const { id } = (await scim.expecting(201, 'POST', '/Users', oktaUser(name, { chorus_role: 'Admin' }))).body
    await updateUser(workspace.ctx.db, id, { password_hash: await hashPassword(password) })
    return id
  }
  const enforce = (enforced: boolean) => ({ params: { id: provider.id }, body: { enforced } })
  const signInAs = (email: string, secret: string) => workspace.guest.call(signIn, { body: { email, password: secret } })
  const self = async () => (await ada.call(readMe)).user.id

  it('needs somebody who can still come in by password', async () => {
    expect(await ada.refusal(updateIdentityProvider, enforce(true))).toMatchObject({ code: 'conflict', at: 'enforced' })
    const { id } = (await scim.expecting(201, 'POST', '/Users', oktaUser('nopassword', { chorus_role: 'Admin' }))).body
    expect(await ada.refusal(setBreakGlass, { params: { id }, body: { breakGlass: true } })).toMatchObject({ code: 'conflict' })
    const rep = (await scim.expecting(201, 'POST', '/Users', oktaUser('rep'))).body
    expect(await ada.refusal(setBreakGlass, { params: { id: rep.id }, body: { breakGlass: true } })).toMatchObject({ code: 'not_found' })
    expect((await workspace.guest.call(discoverSignIn, { query: { email: admin.email } })).password).toBe(true)
    expect((await signInAs(admin.email, admin.password)).done).toBe(true)
  })

  it('refuses passwords of its domains with the usual sentence, but for break-glass admins, each time on record', async () => {
    const other = await makeAdmin('other')
    await ada.call(setBreakGlass, { params: { id: await self() }, body: { breakGlass: true } })
    expect((await ada.call(listBreakGlass)).items.filter(each => each.breakGlass).map(each => each.email)).toEqual([admin.email])
    expect(await ada.call(updateIdentityProvider, enforce(true))).toMatchObject({ enforced: true })
    expect((await workspace.guest.call(discoverSignIn, { query: { email: admin.email } })).password).toBe(false)

    const wrong = await workspace.guest.refusal(signIn, { body: { email: admin.email, password: 'wrong wrong wrong' } })
    const enforced = await workspace.guest.refusal(signIn, { body: { email: 'other@acme.test', password } })
    expect(enforced).toMatchObject({ code: 'sign_in_failed', message: wrong.message })
    await signInAs(admin.email, admin.password)
    const { items } = await ada.call(listAudit, { query: { action: 'break_glass.used' } })
    expect(items).toEqual([expect.objectContaining({ actor: admin.email, detail: expect.objectContaining({ provider: 'Okta' }) })])

    await updateUser(workspace.ctx.db, other, { email: 'other@elsewhere.test' })
    expect((await signInAs('other@elsewhere.test', password)).done).toBe(true)
    await updateUser(workspace.ctx.db, other, { email: 'other@acme.test' })
  })

  it('never loses the last way in, whichever door is used', async () => {
    const id = await self()
    const other = (await scim.get(`/Users${query({ filter: 'userName eq "other@acme.test"' })}`)).body.Resources[0].id as string
    expect(await ada.refusal(setBreakGlass, { params: { id }, body: { breakGlass: false } })).toMatchObject({ code: 'conflict' })
    for (const [method, body] of [
      ['PATCH', patchOf({ op: 'replace', path: 'active', value: false })],
      ['PATCH', patchOf({ op: 'replace', path: 'chorus_role', value: 'Rep (SDR)' })],
      ['DELETE', undefined],
    ] as const)
      expect((await scim.send(method, `/Users/${id}`, body)).body).toMatchObject({ status: '403', detail: expect.stringContaining('only break-glass admin') })
    expect((await ada.call(readMe)).user.role).toBe('Admin')

    await ada.call(setBreakGlass, { params: { id: other }, body: { breakGlass: true } })
    const both = await Promise.allSettled([id, other].map(each => ada.call(setBreakGlass, { params: { id: each }, body: { breakGlass: false } })))
    expect(both.map(each => each.status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect((await ada.call(listBreakGlass)).items.filter(each => each.breakGlass)).toHaveLength(1)
  })

  it('ends when it is lifted, and then nobody is kept', async () => {
    await ada.call(updateIdentityProvider, enforce(false))
    for (const { id } of (await ada.call(listBreakGlass)).items)
      await ada.call(setBreakGlass, { params: { id }, body: { breakGlass: false } }).catch(() => undefined)
    expect((await ada.call(listBreakGlass)).items.filter(each => each.breakGlass)).toEqual([])
    expect((await signInAs('other@acme.test', password)).done).toBe(true)
  })
})
