import { defineConnector, field, oauthClientCredentials, oauthCode, oauthJwtBearer } from '../kit/index.ts'
import type { RateSeen } from '../kit/index.ts'
import { previewCallTask, upsertCallTask } from './call-task.ts'
import { changeAccount, createAccount, findAccount } from './change-user.ts'
import { check } from './check.ts'
import { readCrm } from './crm.ts'
import { explain } from './explain.ts'
import { countOwned, handOver } from './hand-over.ts'
import { endAccountSessions } from './live-access.ts'
import { readOrganisation } from './organisation.ts'
import { deactivate, reactivate, readAccount, readAccounts } from './users.ts'

const tokenPath = '/services/oauth2/token'

/** Sandboxes and scratch orgs sign in at test.salesforce.com, and so does the assertion made for them (CG-84). */
const loginHost = (baseUrl: string) =>
  /^https:\/\/(test\.|[^/]*\.(sandbox|scratch)\.)/.test(baseUrl) ? 'https://test.salesforce.com' : 'https://login.salesforce.com'

/** Salesforce as the CRM: production, sandboxes and developer orgs (CG-29, CG-84). */
export const salesforce = defineConnector({
  id: 'salesforce',
  name: 'Salesforce',
  category: 'crm',
  summary:
    'Accounts, contacts, open opportunities; calls become completed tasks. Users with profile, role and licence, made, changed, frozen and deactivated where the connection may; what a leaver owns is handed over.',
  docs: 'https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/',
  testedAgainst: 'a description put together from public collections, and a stand-in',
  baseUrl: {
    placeholder: 'https://acme.my.salesforce.com',
    help: 'Your My Domain address; a sandbox has .sandbox. in it. https://login.salesforce.com and https://test.salesforce.com (sandboxes) will do for signing in by consent.',
    example: 'https://acme--dev.sandbox.my.salesforce.com',
    pattern: { regex: '^https://([a-z0-9-]+\\.)+salesforce\\.com/?$', message: 'A Salesforce address looks like https://acme.my.salesforce.com.' },
  },
  auth: [
    oauthCode({ label: 'Sign in to Salesforce', authorizePath: '/services/oauth2/authorize', tokenPath, scope: 'api refresh_token' }),
    oauthJwtBearer({
      label: 'Integration user with a certificate (JWT bearer)',
      tokenPath,
      scope: '',
      user: field('username', 'User name of the integration user', { placeholder: 'rollcall@acme.com' }),
      audience: loginHost,
    }),
    oauthClientCredentials({ label: 'Run-as user of a connected app (client credentials)', client: 'secret', tokenPath, scope: '' }),
  ],
  limits: { perMinute: 300, observe: headers => dailyUse(headers['sforce-limit-info']) },
  check,
  explain,
  reads: { crm: readCrm, accounts: readAccounts, organisation: readOrganisation },
  writes: {
    readAccount,
    findAccount,
    createAccount,
    changeAccount,
    deactivateAccount: deactivate,
    reactivateAccount: reactivate,
    endAccountSessions,
    countOwned,
    handOver,
    upsertCallTask,
    previewCallTask,
  },
})

/** `api-usage=18/5000`: requests of the last 24 hours, a window that slides and so never resets. */
const dailyUse = (told: string | undefined): RateSeen | null => {
  const [, used, limit] = /\bapi-usage=(\d+)\/(\d+)/.exec(told ?? '') ?? []
  return used === undefined || limit === undefined ? null : { limit: Number(limit), remaining: Math.max(0, Number(limit) - Number(used)), resetAt: null }
}
