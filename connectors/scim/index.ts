import { bearer, defineConnector, scimAccounts, secret } from '../kit/index.ts'

/** Any app that speaks SCIM 2.0 (RFC 7643, 7644), with Rollcall as its client. */
export const scim = defineConnector({
  id: 'scim',
  name: 'SCIM app',
  category: 'app',
  summary: 'Accounts of any app with SCIM 2.0: reads and creates them, switches them off and on, changes role, licence and groups.',
  docs: 'https://www.rfc-editor.org/rfc/rfc7644',
  testedAgainst: 'the examples of RFC 7643 and 7644, and a stand-in',
  baseUrl: {
    placeholder: 'https://api.relay.example/scim/v2',
    help: "The SCIM base URL from the app's provisioning page; /Users is added to it.",
    example: 'https://api.relay.example/scim/v2',
    pattern: { regex: '^https://[^\\s/@?#]+(/[^\\s@?#]*)?$', message: 'A SCIM base URL begins with https:// and has no question mark.' },
  },
  auth: [bearer({ label: 'Bearer token', token: secret('token', 'Token', { help: "From the app's provisioning page." }) })],
  // The standard knows no rate header; Entra asks servers to stand 25 requests a second, many give less.
  limits: { perMinute: 120, observe: () => null },
  ...scimAccounts(),
})
