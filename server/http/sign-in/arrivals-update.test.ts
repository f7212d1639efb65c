// A sign-in brings a user up to date: SCIM before what it says, what it says before what was set by hand.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createToken, createUser, type IdentityProvider, listSignInArrivals, listUsers, readUser, updateUser } from '@rollcall/contract'
import { openCookieBrowser } from '../../../test/saml/browser.ts'
import { type SamlWorkspace, startSamlWorkspace } from '../../../test/saml/saml-workspace.ts'
import { requestIn } from '../../../test/saml/test-idp.ts'
import { oktaUser, patchOf, scimClient } from '../../../test/scim/scim-client.ts'

let saml: SamlWorkspace
let provider: IdentityProvider
beforeAll(async () => {
  saml = await startSamlWorkspace()
  provider = await saml.provider('acme')
})
afterAll(() => saml.workspace.stop())

const named = (FirstName: string, LastName: string, more: Record<string, string> = {}) => ({ FirstName, LastName, ...more })
const signIn = async (nameId: string, attributes: Record<string, string>) => {
  expect((await saml.signIn(provider, { nameId, attributes })).visit.status).toBe(303)
  const [arrival] = (await saml.admin.call(listSignInArrivals, { params: { id: provider.id } })).items
  return arrival?.user
}
const userOf = async (userName: string) => {
  const [user] = (await saml.admin.call(listUsers, { query: { filter: `userName eq "${userName}"` } })).items
  if (user === undefined) throw new Error(`no user ${userName}`)
  return user
}

it('takes over name, role and licence of whom a sign-in made, and says what changed', async () => {
  expect(await signIn('ana@acme.test', named('Ana', 'Ruiz', { chorus_role: 'Rep (SDR)' }))).toMatchObject({ made: true, changes: [] })
  expect(await signIn('ana@acme.test', named('Ana', 'Vega', { chorus_role: 'Manager (SDR)', chorus_license_type: 'listener' }))).toMatchObject({
    name: 'Ana Vega',
    made: false,
    changes: [
      { field: 'name', from: 'Ana Ruiz', to: 'Ana Vega' },
      { field: 'role', from: 'Rep (SDR)', to: 'Manager (SDR)' },
      { field: 'licence', from: 'recorder', to: 'listener' },
    ],
  })
  // Nothing is said of the name: it stays. The role is not said any more: it is taken back.
  expect(await signIn('ana@acme.test', { chorus_license_type: 'listener' })).toMatchObject({
    name: 'Ana Vega',
    changes: [{ field: 'role', from: 'Manager (SDR)', to: 'Rep (AE/Other)' }],
  })
  const before = await userOf('ana@acme.test')
  expect((await signIn('ana@acme.test', { chorus_license_type: 'listener' }))?.changes).toEqual([])
  expect((await userOf('ana@acme.test')).modifiedAt).toBe(before.modifiedAt)
})

it('takes over the name even when a grant cannot be given', async () => {
  expect(await signIn('ana@acme.test', named('Ana', 'Sol', { chorus_role: 'Emperor', chorus_license_type: 'recorder' }))).toMatchObject({
    changes: [{ field: 'name', from: 'Ana Vega', to: 'Ana Sol' }],
    problem: expect.stringContaining('There is no role "Emperor"'),
  })
  expect(await userOf('ana@acme.test')).toMatchObject({ name: 'Ana Sol', licence: { value: 'listener' } })
})

it('comes before what was set by hand, and leaves what is pinned', async () => {
  const made = await saml.admin.call(createUser, { body: { userName: 'ben@acme.test', name: 'Benjamin Okafor', role: 'Rep (SDR)', title: 'Opener' } })
  await saml.admin.call(updateUser, { params: { id: made.id }, body: { pin: ['role'] } })
  expect(await signIn('ben@acme.test', named('Ben', 'Okafor', { chorus_role: 'Admin' }))).toMatchObject({
    changes: [{ field: 'name', from: 'Benjamin Okafor', to: 'Ben Okafor' }],
  })
  expect(await saml.admin.call(readUser, { params: { id: made.id } })).toMatchObject({
    name: 'Ben Okafor',
    title: 'Opener',
    role: { name: 'Rep (SDR)', source: 'pinned' },
  })
})

it('does not rename whom SCIM keeps, nor whom SCIM takes on later', async () => {
  const { secret } = await saml.admin.call(createToken, { body: { name: 'idp', scopes: ['scim:write'] } })
  const scim = scimClient(saml.workspace.url, { authorization: `Bearer ${secret}` })
  await scim.expecting(201, 'POST', '/Users', { ...oktaUser('mia'), name: { givenName: 'Mia', familyName: 'Wong' }, displayName: 'Mia Wong' })
  expect(await signIn('mia@acme.test', named('Maria', 'Root'))).toMatchObject({ name: 'Mia Wong', changes: [] })
  await signIn('lee@acme.test', named('Lee', 'Park'))
  const { id } = await userOf('lee@acme.test')
  await scim.expecting(204, 'PATCH', `/Users/${id}`, patchOf({ op: 'replace', path: 'displayName', value: 'Lee Min Park' }))
  expect(await signIn('lee@acme.test', named('Lee', 'Root'))).toMatchObject({ name: 'Lee Min Park', changes: [] })
})

it('says in the test mode what would change, and changes nothing', async () => {
  const start = await fetch(`${saml.workspace.url}/login/saml/start?provider=${provider.id}&test=1`, { redirect: 'manual', headers: saml.admin.headers })
  const said = saml.saying(provider, requestIn(start.headers.get('location') ?? '').id, { nameId: 'ana@acme.test', attributes: named('Anna', 'Sol') })
  const before = await userOf('ana@acme.test')
  expect((await saml.post(openCookieBrowser(saml.workspace.url), saml.response(said))).status).toBe(303)
  expect((await saml.admin.call(listSignInArrivals, { params: { id: provider.id } })).items[0]).toMatchObject({
    outcome: 'tested',
    user: {
      changes: [
        { field: 'name', from: 'Ana Sol', to: 'Anna Sol' },
        { field: 'licence', from: 'listener', to: 'recorder' },
      ],
    },
  })
  expect(await userOf('ana@acme.test')).toEqual(before)
})
