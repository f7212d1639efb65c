import { createIdentityProvider, type IdentityProvider } from '@rollcall/contract'
import type { Ask } from '@rollcall/contract'
import { type KeyPair, makeKeyPair } from '@rollcall/server/modules/sign-in/saml/make-key-pair.ts'
import { type Client, signInAdmin, startWorkspace, type Workspace } from '../support/workspace.ts'
import { type CookieBrowser, openCookieBrowser, type Visit } from './browser.ts'
import { assertionXml, emailFormat, encoded, newId, requestIn, responseXml, type Saying, sign } from './test-idp.ts'

export type WrittenProvider = Ask<typeof createIdentityProvider>['body']

export interface SamlWorkspace {
  readonly workspace: Workspace
  readonly admin: Client
  readonly clock: { at: number }
  readonly key: KeyPair
  provider(name: string, extra?: Partial<Extract<WrittenProvider, { protocol: 'saml' }>>): Promise<IdentityProvider>
  /** Opens a browser and begins a sign-in; answers the browser and the request's id. */
  begin(provider: IdentityProvider, query?: string): Promise<{ browser: CookieBrowser; id: string }>
  /** What the provider would honestly say. */
  saying(provider: IdentityProvider, inResponseTo: string | null, said?: Partial<Saying>): Saying
  /** An honest response: the assertion is signed. */
  response(said: Saying, key?: KeyPair): string
  post(browser: CookieBrowser, xml: string, relayState?: string): Promise<Visit>
  /** All the way in, as one browser does it. */
  signIn(provider: IdentityProvider, said: Partial<Saying>): Promise<{ browser: CookieBrowser; visit: Visit }>
}

/** A workspace whose clock stands still, with an identity provider of our own making in front of it. */
export async function startSamlWorkspace(): Promise<SamlWorkspace> {
  const clock = { at: Date.parse('2026-11-25T12:00:00Z'), now: () => new Date(clock.at) }
  const workspace = await startWorkspace({ clock })
  const admin = await signInAdmin(workspace)
  const key = await makeKeyPair('idp', clock.now())
  const saml: SamlWorkspace = {
    workspace,
    admin,
    clock,
    key,
    provider: (name, extra = {}) =>
      admin.call(createIdentityProvider, {
        body: {
          protocol: 'saml',
          name,
          guide: 'other',
          domains: [`${name}.test`],
          enabled: true,
          makesUsers: true,
          saml: { entityId: `https://${name}.test/idp`, signInUrl: `https://${name}.test/sso`, certificates: [key.certificate] },
          ...extra,
        },
      }),
    begin: async (provider, query = '') => {
      const browser = openCookieBrowser(workspace.url)
      const { location } = await browser.visit(`/login/saml/start?provider=${provider.id}${query}`)
      return { browser, id: requestIn(location ?? '').id }
    },
    saying: (provider, inResponseTo, said = {}) => ({
      issuer: provider.saml?.entityId ?? '',
      audience: workspace.url,
      recipient: `${workspace.url}/login/saml`,
      inResponseTo,
      nameId: `ana@${provider.domains[0] ?? 'acme.test'}`,
      format: emailFormat,
      attributes: { FirstName: 'Ana', LastName: 'Ruiz' },
      notBefore: new Date(clock.at - 5000),
      notOnOrAfter: new Date(clock.at + 300_000),
      assertionId: newId(),
      responseId: newId(),
      sessionIndex: newId(),
      status: 'Success',
      ...said,
    }),
    response: (said, by = key) => responseXml(said, sign(assertionXml(said), said.assertionId, by)),
    post: (browser, xml, relayState) =>
      browser.form('/login/saml', { SAMLResponse: encoded(xml), ...(relayState === undefined ? {} : { RelayState: relayState }) }),
    signIn: async (provider, said) => {
      const { browser, id } = await saml.begin(provider)
      return { browser, visit: await saml.post(browser, saml.response(saml.saying(provider, id, said))) }
    },
  }
  return saml
}
