import type { Connection, ConnectorCard, CredentialField, CrmAccount, SourceFile } from '@rollcall/contract'
import { ago, day, id } from './ids.ts'

const field = (name: string, label: string, part: Partial<CredentialField> = {}): CredentialField => ({
  name,
  label,
  help: null,
  secret: false,
  required: true,
  pattern: null,
  placeholder: null,
  ...part,
})

const baseUrl = (host: string): ConnectorCard['baseUrl'] => ({
  placeholder: `https://your-organisation.${host}`,
  help: 'The address in the browser when an admin is signed in, without a path.',
  example: `https://northbeam.${host}`,
  pattern: { regex: String.raw`^https://[^/]+$`, message: 'The address begins with https:// and ends before the first slash.' },
})

const token = field('token', 'API token', { secret: true, help: 'Security > API > Tokens > Create token, as a super admin.' })

export const connectors: ConnectorCard[] = [
  {
    id: 'okta',
    name: 'Okta',
    category: 'identity',
    summary: 'People, groups and app assignments of an Okta organisation.',
    docs: 'https://developer.okta.com/docs/api/',
    baseUrl: baseUrl('okta.com'),
    auth: [
      { kind: 'bearer', label: 'API token', fields: [token] },
      {
        kind: 'oauth_jwt_bearer',
        label: 'OAuth service app',
        fields: [
          field('clientId', 'Client id', {
            pattern: { regex: '^0oa[0-9A-Za-z]{17}$', message: 'An Okta client id begins with 0oa and has 20 characters.' },
            placeholder: '0oa…',
          }),
          field('privateKey', 'Private key', { secret: true, help: 'The JWK that belongs to the public key of the app.' }),
        ],
      },
    ],
    file: null,
    capabilities: ['reads people', 'ends sessions', 'deactivates accounts'],
    testedAgainst: 'Vendor’s OpenAPI description, simulator',
  },
  {
    id: 'salesforce',
    name: 'Salesforce',
    category: 'crm',
    summary: 'Accounts, deals and users; takes each call as a task.',
    docs: 'https://developer.salesforce.com/docs',
    baseUrl: baseUrl('my.salesforce.com'),
    auth: [
      {
        kind: 'oauth_code',
        label: 'Sign in to Salesforce',
        fields: [field('clientId', 'Consumer key'), field('clientSecret', 'Consumer secret', { secret: true })],
      },
    ],
    file: null,
    capabilities: ['reads people', 'reads accounts', 'writes tasks', 'deactivates accounts'],
    testedAgainst: 'Vendor’s samples, simulator',
  },
  {
    id: 'chorus',
    name: 'Chorus',
    category: 'app',
    summary: 'Conversations and users of Chorus by ZoomInfo.',
    docs: 'https://api-docs.chorus.ai/',
    baseUrl: baseUrl('chorus.ai'),
    auth: [{ kind: 'api_key', label: 'API key', fields: [token] }],
    file: null,
    capabilities: ['reads people', 'reads calls'],
    testedAgainst: 'Vendor’s documentation, simulator',
  },
  {
    id: 'clari',
    name: 'Clari',
    category: 'app',
    summary: 'Accounts with role and team, worked in the admin console in a browser.',
    docs: 'https://www.clari.com',
    baseUrl: baseUrl('clari.com'),
    auth: [
      {
        kind: 'console',
        label: 'Console sign-in',
        fields: [field('user', 'E-mail'), field('password', 'Password', { secret: true }), field('totpSecret', 'Authenticator secret', { secret: true })],
      },
    ],
    file: null,
    capabilities: ['reads accounts', 'deactivates accounts'],
    testedAgainst: 'a stand-in console',
  },
  {
    id: 'hr-file',
    name: 'HR file',
    category: 'identity',
    summary: 'People of any HR system, from the CSV file it exports.',
    docs: 'https://www.rfc-editor.org/rfc/rfc4180',
    baseUrl: null,
    auth: [],
    file: {
      resource: 'identities',
      fields: [
        { name: 'id', label: 'Id', help: 'What never changes about a person.' },
        { name: 'email', label: 'E-mail', help: null },
        { name: 'status', label: 'Status', help: null },
        { name: 'endsOn', label: 'Last working day', help: 'The person is active until the end of this day.' },
      ],
    },
    capabilities: ['reads people from files'],
    testedAgainst: 'files made for the purpose',
  },
]

interface Part {
  state: Connection['state']
  detail: string
  rows: number
  problems?: string[]
  reading?: Connection['reading']
}

const connection = (index: number, connector: string, name: string, { state, detail, rows, problems = [], reading = null }: Part): Connection => ({
  id: id('connection', index),
  connector,
  name,
  baseUrl: `https://northbeam.${connector}.example`,
  auth: connector === 'clari' ? 'console' : 'bearer',
  state,
  detail,
  checkedAt: ago(14),
  reading,
  lastReads: [
    {
      id: id('read', index),
      resource: 'people',
      complete: problems.length === 0,
      problems,
      rows,
      pages: Math.ceil(rows / 50),
      startedAt: ago(16),
      endedAt: ago(15),
    },
  ],
  createdAt: ago(40 * day),
})

export const connections: Connection[] = [
  connection(1, 'okta', 'Okta', { state: 'working', detail: 'All permissions were proved 14 minutes ago.', rows: 148 }),
  connection(2, 'salesforce', 'Salesforce', {
    state: 'working',
    detail: 'All permissions were proved 14 minutes ago.',
    rows: 131,
    reading: { resource: 'accounts', rows: 2310 },
  }),
  connection(3, 'chorus', 'Chorus', {
    state: 'needs_attention',
    detail: 'Chorus answered page 3 of people with an error. What was read before it is shown; nothing that removes access can be planned from it.',
    rows: 88,
    problems: ['Page 3 of 4 answered 502 three times.'],
  }),
  connection(4, 'clari', 'Clari', { state: 'paused', detail: 'Paused by Mara Lindqvist. Nothing is read or written.', rows: 64 }),
  {
    ...connection(5, 'hr-file', 'HR export', { state: 'working', detail: 'Read from the files that you upload; nobody is asked.', rows: 148 }),
    baseUrl: '',
  },
]

const doubt =
  'The file no longer lists 58 of the 148 that were listed before. Export all of them and upload that; if so many are really gone, confirm that the file is whole.'

const sourceFile = (index: number, fileName: string, rows: number, problems: string[]): SourceFile => ({
  id: id('file', index),
  fileName,
  sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  uploadedBy: 'mara.lindqvist@northbeam.example',
  uploadedAt: ago(index * day + 15),
  state: 'read',
  verdict: {
    id: id('read', 50 + index),
    resource: 'identities',
    complete: problems.length === 0,
    problems,
    rows,
    pages: 1,
    startedAt: ago(16),
    endedAt: ago(15),
  },
  doubt: problems[0] ?? null,
  confirmedBy: null,
  confirmedAt: null,
})

export const sourceFiles: SourceFile[] = [sourceFile(0, 'people-2026-11.csv', 90, [doubt]), sourceFile(30, 'people-2026-10.csv', 148, [])]

export const columns = connections.slice(0, 4).map(({ id: connectionId, name, connector }) => ({
  connectionId,
  name,
  kind: connector === 'okta' ? ('identity' as const) : ('app' as const),
}))

export const crmAccounts: CrmAccount[] = ['Hollis Freight', 'Meridian Optics', 'Meridian Health', 'Tessel Labs', 'Brightwater Energy'].map((name, index) => ({
  id: id('crm', index),
  connectionId: id('connection', 2),
  externalId: `0015g00000${index}AbCd`,
  name,
  domains: [`${name.toLowerCase().replace(' ', '-')}.example`],
  openOpportunities: (index * 2) % 3,
}))
