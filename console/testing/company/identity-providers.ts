import type { BreakGlassAdmin, IdentityProvider, OidcSetUp, SamlSetUp, SignInArrival } from '@rollcall/contract'
import { ago, day, id, sha } from './ids.ts'

const provider = (n: number, name: string, more: Partial<IdentityProvider> = {}): IdentityProvider => ({
  id: id('provider', n),
  name,
  protocol: 'saml',
  guide: 'okta',
  domains: ['northbeam.example', 'northbeam.de'],
  enabled: true,
  enforced: false,
  makesUsers: true,
  oidc: null,
  createdAt: ago(40 * day),
  lastSignInAt: ago(60),
  saml: {
    entityId: 'http://www.okta.com/exk39sivhuytV2D8H0h7',
    signInUrl: 'https://northbeam.okta.example/app/rollcall/exk39sivhuytV2D8H0h7/sso/saml',
    signInBinding: 'redirect',
    logoutUrl: null,
    spEntityId: 'public_url',
    metadataUrl: 'https://northbeam.okta.example/app/exk39sivhuytV2D8H0h7/sso/saml/metadata',
    metadataReadAt: ago(600),
    metadataProblem: null,
    certificates: [
      { subject: 'CN=northbeam, O=Okta', fingerprint: sha(71), notBefore: ago(900 * day), notAfter: ago(-20 * day) },
      { subject: 'CN=northbeam, O=Okta', fingerprint: sha(72), notBefore: ago(10 * day), notAfter: ago(-3600 * day) },
    ],
    idpInitiated: false,
  },
  ...more,
})

export const identityProviders: IdentityProvider[] = [
  provider(1, 'Okta', { enforced: true }),
  provider(2, 'Entra ID of the yards', { guide: 'entra', domains: ['yards.example'], lastSignInAt: null }),
  provider(3, 'Salesforce', {
    protocol: 'oidc',
    guide: 'salesforce',
    domains: [],
    saml: null,
    oidc: {
      issuer: 'https://northbeam.my.salesforce.example',
      clientId: '3MVG9northbeam',
      hasSecret: true,
      scopes: ['profile', 'email'],
      organisation: { id: '00D5e000000AbCdEAO', name: 'Northbeam', connectionId: id('connection', 2) },
    },
  }),
]

export const oidcSetUp: OidcSetUp = {
  callbackUrl: 'https://rollcall.northbeam.example/login/oidc/callback',
  signedOutUrl: 'https://rollcall.northbeam.example/sign-in',
  backChannelLogoutUrl: 'https://rollcall.northbeam.example/login/oidc/back-channel-logout',
  guides: [
    {
      guide: 'salesforce',
      name: 'Salesforce',
      issuer: 'https://acme.my.salesforce.com',
      steps: [
        {
          text: 'In Salesforce Setup, make a connected app and enable its OAuth settings.',
          values: [{ field: 'Callback URL', value: 'https://rollcall.northbeam.example/login/oidc/callback' }],
        },
      ],
    },
    {
      guide: 'other',
      name: 'Another provider',
      issuer: 'https://id.acme.com',
      steps: [{ text: 'Register Rollcall as a confidential web client.', values: [] }],
    },
  ],
}

export const arrivals: SignInArrival[] = [
  {
    id: id('arrival', 1),
    at: ago(90),
    outcome: 'tested',
    refusal: null,
    said: {
      subject: 'ana.ruiz@northbeam.example',
      email: 'ana.ruiz@northbeam.example',
      attributes: {
        FirstName: ['Ana'],
        LastName: ['Ruiz'],
        chorus_role: ['Manager (SDR)'],
        manager_email: ['mara.lindqvist@northbeam.example'],
        groups: ['sales', 'emea'],
      },
      issuer: 'http://www.okta.com/exk39sivhuytV2D8H0h7',
      certificate: sha(72),
    },
    user: {
      email: 'ana.ruiz@northbeam.example',
      name: 'Ana Ruiz',
      role: 'Manager (SDR)',
      licence: 'recorder',
      made: false,
      changes: [
        { field: 'name', from: 'Ana Vega', to: 'Ana Ruiz' },
        { field: 'manager', from: null, to: 'mara.lindqvist@northbeam.example' },
      ],
      problem: null,
    },
  },
  {
    id: id('arrival', 2),
    at: ago(4000),
    outcome: 'refused',
    refusal: 'The assertion has expired. If this happens again, check the clocks.',
    said: null,
    user: null,
  },
]

export const breakGlassAdmins: BreakGlassAdmin[] = [
  { id: id('user', 1), name: 'Mara Lindqvist', email: 'mara.lindqvist@northbeam.example', breakGlass: true, hasPassword: true },
  { id: id('user', 2), name: 'Tomas Reyes', email: 'tomas.reyes@northbeam.example', breakGlass: false, hasPassword: false },
]

export const samlSetUp: SamlSetUp = {
  entityId: 'https://rollcall.northbeam.example',
  acsUrl: 'https://rollcall.northbeam.example/login/saml',
  logoutUrl: 'https://rollcall.northbeam.example/login/saml/logout',
  metadataUrl: 'https://rollcall.northbeam.example/login/saml/metadata',
  certificate: '-----BEGIN CERTIFICATE-----\nMIIC\n-----END CERTIFICATE-----',
  guides: [
    {
      guide: 'okta',
      name: 'Okta',
      metadata: 'the Metadata URL of the Sign On tab',
      steps: [
        { text: 'In the Okta Admin Console, press Create App Integration and choose SAML 2.0.', values: [] },
        {
          text: 'On Configure SAML, fill in:',
          values: [
            { field: 'Single sign-on URL', value: 'https://rollcall.northbeam.example/login/saml' },
            { field: 'Audience URI (SP Entity ID)', value: 'https://rollcall.northbeam.example' },
          ],
        },
      ],
    },
    {
      guide: 'other',
      name: 'Another provider',
      metadata: 'the address of its metadata',
      steps: [{ text: 'Register Rollcall as a service provider.', values: [] }],
    },
  ],
}
