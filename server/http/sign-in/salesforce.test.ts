// Any member of the connected CRM org can sign in with CRM authentication (CG-6).
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createIdentityProvider, deleteConnection, type IdentityProvider, readMe, updateConnection } from '@rollcall/contract'
import { startSalesforce } from '@rollcall/simulators'
import { openCookieBrowser } from '../../../test/saml/browser.ts'
import { sentenceOn } from '../../../test/support/openid-provider.ts'
import { connectOrg, credentials, org, type Salesforce } from '../../../test/support/salesforce.ts'
import { type Client, signInAdmin, startWorkspace, type Workspace } from '../../../test/support/workspace.ts'

const everything = ['Account', 'Contact', 'Opportunity', 'User', 'Task'] as const
const rita = '005000000000002AAA'

describe('sign-in with Salesforce', () => {
  let workspace: Workspace
  let ada: Client
  let salesforce: Salesforce
  let connectionId: string
  let provider: IdentityProvider

  beforeAll(async () => {
    workspace = await startWorkspace()
    ada = await signInAdmin(workspace)
    const rights = { api: true, read: everything, write: ['Task'] as const }
    const redirectUris = [`${workspace.url}/login/oidc/callback`]
    salesforce = await startSalesforce({
      seed: { ...org, organisation: { id: '00D5e000000AbCdEAO', name: 'Northbeam' } },
      clients: { rollcall: { secret: credentials.clientSecret, username: 'rollcall@rollcall.test', rights, redirectUris } },
    })
    connectionId = await connectOrg(ada, salesforce)
    provider = await ada.call(createIdentityProvider, { body: written(connectionId) })
  })
  afterAll(async () => {
    await workspace.stop()
    await salesforce.close()
  })

  const written = (organisationOf: string, name = 'Salesforce') => ({
    protocol: 'oidc' as const,
    name,
    guide: 'salesforce' as const,
    domains: [],
    enabled: true,
    makesUsers: true,
    oidc: { issuer: salesforce.url, ...credentials, scopes: ['profile', 'email'], organisationOf },
  })
  const signInAs = async (userId: string) => {
    salesforce.state.oauth.browserUserId = userId
    const browser = openCookieBrowser(workspace.url)
    const { location } = await browser.visit(`/login/oidc/start?provider=${provider.id}`)
    const consented = await fetch(location ?? '', { redirect: 'manual' })
    const { pathname, search } = new URL(consented.headers.get('location') ?? '')
    const { text } = await browser.visit(pathname + search)
    return { session: browser.cookie('rollcall_session'), problem: sentenceOn(text) }
  }
  const users = async () => (await workspace.ctx.db.selectFrom('users').select('email').execute()).map(({ email }) => email).toSorted()

  it('is bound to the org that is connected', () => {
    expect(provider.oidc).toMatchObject({ organisation: { id: '00D5e000000AbCdEAO', name: 'Northbeam', connectionId }, hasSecret: true })
  })

  it('lets any member of that org in, and makes them a user', async () => {
    const { session } = await signInAs(rita)
    const { user } = await workspace.clientWith({ authorization: `Bearer ${session ?? ''}` }).call(readMe)
    expect(user).toMatchObject({ email: 'rita@rollcall.test', name: 'Rita Rep', role: 'Rep (AE/Other)' })
  })

  it.each([
    ['of another org', '00D5e000000XyZwEAO'],
    ['of an org that differs by case alone', '00D5e000000aBcDEAO'],
    ['of something that is no org', '001000000000001AAA'],
  ])('refuses a member %s, whatever their e-mail says', async (_, organisationId) => {
    const before = await users()
    const [row = {}] = salesforce.state.org.Organization
    const own = row.Id ?? null
    row.Id = organisationId
    const { session, problem } = await signInAs(rita)
    row.Id = own
    expect({ session, problem }).toEqual({
      session: null,
      problem: 'Salesforce admits the people of Northbeam only. Sign in there with an account of that organisation.',
    })
    expect(await users()).toEqual(before)
  })

  it('is set up only for a connection that says which organisation it is', async () => {
    const nothing = '00000000-0000-4000-8000-000000000000'
    expect(await ada.refusal(createIdentityProvider, { body: written(nothing, 'Other') })).toMatchObject({ code: 'bad_request', at: 'oidc.organisationOf' })
    await ada.call(updateConnection, { params: { id: connectionId }, body: { paused: true } })
    expect(await ada.refusal(createIdentityProvider, { body: written(connectionId, 'Other') })).toMatchObject({ code: 'vendor_refused' })
    await ada.call(updateConnection, { params: { id: connectionId }, body: { paused: false } })
  })

  it('lets nobody in once that org is not connected any more', async () => {
    await ada.call(deleteConnection, { params: { id: connectionId } })
    const { session, problem } = await signInAs(rita)
    expect(session).toBeNull()
    expect(problem).toContain('Northbeam, which is not connected any more')
  })
})
