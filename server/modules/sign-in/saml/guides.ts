import type { ProviderGuide } from '@rollcall/contract'
import type { GuideStep } from '../providers/set-up-guide.ts'

/** What stands for an address of this workspace until it is known which. */
export type OwnValue = 'entityId' | 'acsUrl' | 'logoutUrl' | 'metadataUrl'

/** How a provider is set up for sign-in by SAML: the console shows it with the values of this workspace, `docs/connect-saml.md` is written from it. */
export interface SamlGuide {
  readonly guide: ProviderGuide
  readonly name: string
  /** What the console's field for the metadata is given. */
  readonly metadata: string
  readonly steps: readonly GuideStep<OwnValue>[]
}

const own = (name: OwnValue) => ({ own: name })

const optional = 'If people are not provisioned by SCIM, add the attributes that give a role, a licence and a manager; leave out what you do not use.'

export const samlGuides: readonly SamlGuide[] = [
  {
    guide: 'okta',
    name: 'Okta',
    metadata: 'the Metadata URL of the Sign On tab',
    steps: [
      { text: 'In the Okta Admin Console, open Applications, Applications and press Create App Integration. Choose SAML 2.0 and name the app Rollcall.' },
      {
        text: 'On Configure SAML, fill in:',
        values: [
          ['Single sign-on URL', own('acsUrl')],
          ['Audience URI (SP Entity ID)', own('entityId')],
          ['Name ID format', 'EmailAddress'],
          ['Application username', 'Email'],
        ],
      },
      {
        text: 'Under Attribute Statements, add:',
        values: [
          ['FirstName', 'user.firstName'],
          ['LastName', 'user.lastName'],
          ['Email', 'user.email'],
        ],
      },
      {
        text: optional,
        values: [
          ['chorus_role', 'appuser.chorus_role'],
          ['chorus_license_type', 'appuser.chorus_license_type'],
          ['manager_email', 'user.manager'],
        ],
      },
      { text: 'Finish, open the Sign On tab, and copy the Metadata URL. Then assign people or groups on the Assignments tab.' },
    ],
  },
  {
    guide: 'entra',
    name: 'Microsoft Entra ID',
    metadata: 'the App Federation Metadata Url of the page Single sign-on',
    steps: [
      {
        text: 'In the Entra admin center, open Enterprise applications and press New application, Create your own application. Name it Rollcall and choose the non-gallery kind.',
      },
      {
        text: 'Open Single sign-on, choose SAML, and edit Basic SAML Configuration. Leave Sign on URL empty.',
        values: [
          ['Identifier (Entity ID)', own('entityId')],
          ['Reply URL (Assertion Consumer Service URL)', own('acsUrl')],
          ['Logout Url', own('logoutUrl')],
        ],
      },
      {
        text: 'Under Attributes & Claims, set the Unique User Identifier to user.mail. The claims that Entra adds by itself are understood; bare names work, too.',
        values: [
          ['Unique User Identifier (Name ID)', 'user.mail'],
          ['Email', 'user.mail'],
          ['FirstName', 'user.givenname'],
          ['LastName', 'user.surname'],
        ],
      },
      { text: 'Under SAML Certificates, keep the signing algorithm SHA-256 and copy the App Federation Metadata Url.' },
      { text: 'Open Users and groups and assign who may sign in.' },
    ],
  },
  {
    guide: 'jumpcloud',
    name: 'JumpCloud',
    metadata: 'the metadata file that the SSO tab exports, as XML',
    steps: [
      {
        text: 'In the JumpCloud Admin Portal, open SSO Applications, press Add New Application, choose Custom Application, and tick Manage Single Sign-On (SSO) with SAML. Name it Rollcall.',
      },
      {
        text: 'On the SSO tab, fill in. The IdP Entity ID is yours to choose, and has to be unique.',
        values: [
          ['IdP Entity ID', 'jumpcloud-rollcall'],
          ['SP Entity ID', own('entityId')],
          ['ACS URLs', own('acsUrl')],
          ['SAMLSubject NameID', 'email'],
          ['SAMLSubject NameID Format', 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress'],
          ['Signature Algorithm', 'RSA-SHA256'],
        ],
      },
      {
        text: 'Tick Sign Assertion and Declare Redirect Endpoint. To begin at the JumpCloud portal, also set a Default RelayState.',
        values: [['Default RelayState', 'cmVkaXJlY3Q9Lw==']],
      },
      {
        text: 'Under Attributes, add:',
        values: [
          ['FirstName', 'firstname'],
          ['LastName', 'lastname'],
          ['Email', 'email'],
        ],
      },
      { text: 'Save, give the app to a user group, open it again, and export the metadata.' },
    ],
  },
  {
    guide: 'google',
    name: 'Google Workspace',
    metadata: 'the metadata file that Google offers, as XML',
    steps: [
      { text: 'In the Google Admin console, open Apps, Web and mobile apps, Add app, Add custom SAML app. Name it Rollcall and download the metadata.' },
      {
        text: 'On Service provider details, fill in and leave Signed response off:',
        values: [
          ['ACS URL', own('acsUrl')],
          ['Entity ID', own('entityId')],
          ['Name ID format', 'EMAIL'],
          ['Name ID', 'Basic Information > Primary email'],
        ],
      },
      {
        text: 'On Attribute mapping, add:',
        values: [
          ['First name', 'FirstName'],
          ['Last name', 'LastName'],
          ['Primary email', 'Email'],
        ],
      },
      { text: 'Finish, open User access, and turn the app on for whom it is.' },
    ],
  },
  {
    guide: 'onelogin',
    name: 'OneLogin',
    metadata: 'the Issuer URL of the SSO tab',
    steps: [
      { text: 'In OneLogin Administration, open Applications, press Add App, and choose SAML Custom Connector (Advanced). Name it Rollcall.' },
      {
        text: 'On the Configuration tab, fill in:',
        values: [
          ['Audience (EntityID)', own('entityId')],
          ['Recipient', own('acsUrl')],
          ['ACS (Consumer) URL Validator', '.*'],
          ['ACS (Consumer) URL', own('acsUrl')],
          ['Single Logout URL', own('logoutUrl')],
          ['SAML nameID format', 'Email'],
          ['SAML signature element', 'Assertion'],
        ],
      },
      {
        text: 'On the Parameters tab, add fields that are included in the assertion:',
        values: [
          ['FirstName', 'First Name'],
          ['LastName', 'Last Name'],
          ['Email', 'Email'],
        ],
      },
      { text: 'On the SSO tab, set SAML Signature Algorithm to SHA-256 and copy the Issuer URL. Then give the app to people under Access or Users.' },
    ],
  },
  {
    guide: 'keycloak',
    name: 'Keycloak',
    metadata: 'the address of SAML 2.0 Identity Provider Metadata, under Realm settings',
    steps: [
      {
        text: 'In the Keycloak Admin Console, choose the realm, open Clients, and press Create client with the type SAML.',
        values: [
          ['Client ID', own('entityId')],
          ['Valid redirect URIs', own('acsUrl')],
        ],
      },
      {
        text: 'On the Settings tab, fill in. Under Signature and Encryption, turn Sign assertions on with RSA_SHA256; on the Keys tab, turn Client signature required off.',
        values: [
          ['Master SAML Processing URL', own('acsUrl')],
          ['Name ID format', 'email'],
          ['Force name ID format', 'On'],
        ],
      },
      { text: 'On Advanced, set where a logout goes.', values: [['Logout Service Redirect Binding URL', own('logoutUrl')]] },
      {
        text: 'On Client scopes, open the dedicated scope and add mappers of the type User Attribute or User Property:',
        values: [
          ['FirstName', 'firstName'],
          ['LastName', 'lastName'],
          ['Email', 'email'],
        ],
      },
      { text: 'Open Realm settings and copy the address of SAML 2.0 Identity Provider Metadata.' },
    ],
  },
  {
    guide: 'other',
    name: 'Another provider',
    metadata: 'the address of its metadata, the metadata itself, or its fields one by one',
    steps: [
      {
        text: 'Register Rollcall as a service provider, by its metadata or by these values. The assertion has to be signed with SHA-256 or stronger.',
        values: [
          ['Metadata', own('metadataUrl')],
          ['Entity ID', own('entityId')],
          ['Assertion consumer service (HTTP-POST)', own('acsUrl')],
          ['Single logout service', own('logoutUrl')],
          ['NameID', 'the e-mail, or a persistent id and the e-mail as the attribute Email'],
        ],
      },
      { text: 'Send FirstName, LastName and Email as attributes; chorus_role, chorus_license_type and manager_email when roles come from sign-in.' },
    ],
  },
]
