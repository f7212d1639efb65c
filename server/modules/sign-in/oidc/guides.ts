import type { ProviderGuide } from '@rollcall/contract'
import type { GuideStep } from '../providers/set-up-guide.ts'

/** What stands for an address of this workspace until it is known which. */
export type OwnValue = 'callbackUrl' | 'signedOutUrl' | 'backChannelLogoutUrl'

/** How a provider is set up for sign-in by OpenID Connect: the console shows it with the values of this workspace, `docs/sign-in-oidc.md` is written from it. */
export interface OidcGuide {
  readonly guide: ProviderGuide
  readonly name: string
  /** What its issuer looks like. */
  readonly issuer: string
  readonly steps: readonly GuideStep<OwnValue>[]
}

const own = (name: OwnValue) => ({ own: name })

export const oidcGuides: readonly OidcGuide[] = [
  {
    guide: 'okta',
    name: 'Okta',
    issuer: 'https://acme.okta.com',
    steps: [
      {
        text: 'In the Okta Admin Console, open Applications, Applications and press Create App Integration. Choose OIDC - OpenID Connect and Web Application. Name it Rollcall.',
      },
      {
        text: 'Fill in, and leave the grant type at Authorization Code:',
        values: [
          ['Sign-in redirect URIs', own('callbackUrl')],
          ['Sign-out redirect URIs', own('signedOutUrl')],
        ],
      },
      { text: 'Save, and copy Client ID and Client secret from the General tab. Then assign people or groups on the Assignments tab.' },
    ],
  },
  {
    guide: 'entra',
    name: 'Microsoft Entra ID',
    issuer: 'https://login.microsoftonline.com/<tenant id>/v2.0',
    steps: [
      {
        text: 'In the Entra admin center, open App registrations and press New registration. Name it Rollcall and keep Accounts in this organizational directory only.',
        values: [['Redirect URI (Web)', own('callbackUrl')]],
      },
      { text: 'Under Token configuration, add the optional claims email, given_name and family_name to the ID token.' },
      {
        text: 'Under Certificates & secrets, make a client secret and copy its Value. The Application (client) ID and the Directory (tenant) ID are on the Overview.',
      },
      { text: 'Give the e-mail domains below: Entra does not say whether an e-mail is verified, so that one counts for its own domains only.' },
    ],
  },
  {
    guide: 'google',
    name: 'Google Workspace',
    issuer: 'https://accounts.google.com',
    steps: [
      { text: 'In the Google Cloud console, choose a project of your organisation, open OAuth consent screen, and make the user type Internal.' },
      {
        text: 'Open Credentials, press Create credentials, OAuth client ID, and choose Web application.',
        values: [['Authorized redirect URIs', own('callbackUrl')]],
      },
      { text: 'Copy Client ID and Client secret. Accounts that your organisation does not manage are refused, whatever their e-mail.' },
    ],
  },
  {
    guide: 'jumpcloud',
    name: 'JumpCloud',
    issuer: 'https://oauth.id.jumpcloud.com/',
    steps: [
      {
        text: 'In the JumpCloud Admin Portal, open SSO Applications, press Add New Application, choose Custom Application, and tick Manage Single Sign-On (SSO) with OIDC. Name it Rollcall.',
      },
      {
        text: 'On the SSO tab, fill in, and tick the standard scopes Email and Profile:',
        values: [
          ['Redirect URIs', own('callbackUrl')],
          ['Client Authentication Type', 'Client Secret Basic'],
          ['Login URL', own('signedOutUrl')],
        ],
      },
      { text: 'Activate it, copy Client ID and Client Secret, and give the app to a user group.' },
    ],
  },
  {
    guide: 'onelogin',
    name: 'OneLogin',
    issuer: 'https://acme.onelogin.com/oidc/2',
    steps: [
      { text: 'In OneLogin Administration, open Applications, press Add App, and choose OpenId Connect (OIDC). Name it Rollcall.' },
      {
        text: 'On the Configuration tab, fill in:',
        values: [
          ['Redirect URIs', own('callbackUrl')],
          ['Post Logout Redirect URIs', own('signedOutUrl')],
        ],
      },
      {
        text: 'On the SSO tab, choose the application type Web and the token endpoint method Basic, and copy Client ID, Client Secret and Issuer URL. Then give the app to people.',
      },
    ],
  },
  {
    guide: 'keycloak',
    name: 'Keycloak',
    issuer: 'https://id.acme.com/realms/acme',
    steps: [
      {
        text: 'In the Keycloak Admin Console, choose the realm, open Clients, and press Create client with the type OpenID Connect. Turn Client authentication on and keep Standard flow.',
        values: [['Client ID', 'rollcall']],
      },
      {
        text: 'On Login settings, fill in:',
        values: [
          ['Valid redirect URIs', own('callbackUrl')],
          ['Valid post logout redirect URIs', own('signedOutUrl')],
        ],
      },
      {
        text: 'On Settings, under Logout settings, turn Front channel logout off and fill in. A session that ends in Keycloak then ends here at once.',
        values: [
          ['Backchannel logout URL', own('backChannelLogoutUrl')],
          ['Backchannel logout session required', 'On'],
        ],
      },
      { text: 'Copy the Client Secret from the Credentials tab.' },
    ],
  },
  {
    guide: 'salesforce',
    name: 'Salesforce',
    issuer: 'https://acme.my.salesforce.com',
    steps: [
      {
        text: 'In Salesforce Setup, make a connected app (or an external client app) and enable its OAuth settings. Turn on Require Secret for Web Server Flow and PKCE.',
        values: [
          ['Callback URL', own('callbackUrl')],
          ['Selected OAuth Scopes', 'Access unique user identifiers (openid); Access the identity URL service (id, profile, email, address, phone)'],
        ],
      },
      { text: 'Under Manage Consumer Details, copy Consumer Key (the client ID) and Consumer Secret.' },
      { text: 'Choose the connection below. Its org is the one that is admitted: anybody can have an org at Salesforce, and any name in it.' },
    ],
  },
  {
    guide: 'other',
    name: 'Another provider',
    issuer: 'https://id.acme.com',
    steps: [
      {
        text: 'Register Rollcall as a confidential web client with the authorization code flow. ID tokens have to be signed with RS256 or another algorithm of public keys.',
        values: [
          ['Redirect URI', own('callbackUrl')],
          ['Post-logout redirect URI', own('signedOutUrl')],
          ['Back-channel logout URI', own('backChannelLogoutUrl')],
        ],
      },
      { text: 'Send email and email_verified; chorus_role, chorus_license_type and manager_email when roles come from sign-in.' },
    ],
  },
]
