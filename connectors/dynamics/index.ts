import { assertMayWrite, defineConnector, field, oauthClientCredentials } from '../kit/index.ts'
import type { VendorApi } from '../kit/index.ts'
import { changeAccount, disable, disabling, enable, findAccount, readAccount, readAccounts } from './accounts.ts'
import { DataverseError, DataverseList, dataPath } from './wire.ts'

/** Where to sign in, by the address of the environment (learn.microsoft.com/power-platform/admin/new-datacenter-regions; each cloud has its own Entra). */
const signInAt = {
  'https://*.*.dynamics.com': 'https://login.microsoftonline.com',
  'https://*.crm.microsoftdynamics.us': 'https://login.microsoftonline.us',
  'https://*.crm.appsplatform.us': 'https://login.microsoftonline.us',
  'https://*.crm.dynamics.cn': 'https://login.chinacloudapi.cn',
}

const tenantId = field('tenantId', 'Directory (tenant) ID', {
  help: 'On the overview page of the app registration.',
  pattern: { regex: '^[A-Za-z0-9.-]+$', message: 'A tenant is a GUID or a domain, such as acme.onmicrosoft.com.' },
})
const app = { tokenPath: '/{tenantId}/oauth2/v2.0/token', scope: '{baseUrl}/.default', fields: [tenantId], signInAt }

/** A user that nobody is. */
const nobody = { externalId: '00000000-0000-4000-8000-000000000000', version: null }

/** Users of Dynamics 365 through the Web API of Dataverse. */
export const dynamics = defineConnector({
  id: 'dynamics',
  name: 'Dynamics 365',
  category: 'app',
  summary: 'Users with security roles, business unit, access mode and whether they hold a licence; disables and enables them, and changes their roles.',
  docs: 'https://learn.microsoft.com/power-apps/developer/data-platform/webapi/reference/systemuser',
  testedAgainst: "a stand-in made from Microsoft's reference pages",
  baseUrl: {
    placeholder: 'https://acme.crm4.dynamics.com',
    help: 'The address of the environment, without what follows .com.',
    example: 'https://acme.crm4.dynamics.com',
    pattern: {
      regex: '^https://[a-z0-9-]+\\.(crm\\d*\\.dynamics\\.com|crm\\.microsoftdynamics\\.us|crm\\.appsplatform\\.us|crm\\.dynamics\\.cn)/?$',
      message: 'An environment of Dynamics 365 looks like https://acme.crm4.dynamics.com.',
    },
  },
  auth: [
    oauthClientCredentials({ ...app, label: 'App registration with a certificate', client: 'certificate' }),
    oauthClientCredentials({ ...app, label: 'App registration with a client secret', client: 'secret' }),
  ],
  // 6,000 requests of one user in five minutes (learn.microsoft.com/power-apps/developer/data-platform/api-limits). A 429 says by Retry-After how long to wait.
  limits: { perMinute: 1000, observe: () => null },
  check,
  explain: (_status, body) => ({ detail: DataverseError.safeParse(body).data?.error.message ?? null }),
  reads: { accounts: readAccounts },
  writes: { readAccount, findAccount, deactivateAccount: disable, reactivateAccount: enable, changeAccount },
})

/** Users, roles and who has which are three privileges; a fourth is to change users. */
async function check(api: VendorApi): Promise<string> {
  for (const [path, $select] of [
    ['/systemusers', 'systemuserid'],
    ['/roles', 'roleid'],
    ['/systemuserrolescollection', 'roleid'],
  ] as const)
    await api.get(dataPath(path), { query: { $select, $top: '1' }, expect: DataverseList })
  await assertMayWrite(api, disabling(nobody, true))
  return 'May read users and their security roles, and disable users.'
}
