import { startChorusScim } from './chorus/index.ts'
import { startClari } from './clari/index.ts'
import { cognismScim, startCognism } from './cognism/index.ts'
import { companySeed, consoleAdmin, integrationUser } from './company/index.ts'
import { startOkta } from './okta/index.ts'
import { startPagerDuty } from './pagerduty/index.ts'
import { startPeopleAi } from './people-ai/index.ts'
import { startSalesforce } from './salesforce/index.ts'
import { startScimApp } from './scim-app/index.ts'
import { startSlack } from './slack/index.ts'
import { startZendesk } from './zendesk/index.ts'

/** How to connect one stand-in: a connector's id, and what its form asks for. */
export type StandInConnection = { connector: string; name: string; baseUrl: string; auth: string; credentials: Record<string, string> }

type Vendors = Awaited<ReturnType<typeof startVendors>>
export type StandIns = Vendors & {
  company: ReturnType<typeof companySeed>
  /** Okta first, since the others are held against it. */
  connections: StandInConnection[]
  /** Where the stand-ins are, in the order in which `ports` are given. */
  origins: string[]
  /** Once it was read: PagerDuty's key is no longer taken, as when whoever made it has left. */
  breakPagerDuty(): void
  close(): Promise<void>
}

const everyRight = ['users:read', 'users:write', 'groups:read', 'groups:write'] as const
const oktaScopes = ['okta.users.manage', 'okta.groups.manage', 'okta.apps.manage'] as const
const salesforceRights = {
  api: true,
  read: ['Account', 'Contact', 'Opportunity', 'User', 'UserLogin', 'Task'],
  write: ['Task', 'User', 'UserLogin', 'Account', 'Opportunity'],
} as const
const consolePassword = 'demo-console-password'
const consoleSecret = 'JBSWY3DPEHPK3PXP'
/** A code of the demo counts for a second and not for half a minute, so that nobody waits for the next. */
const consoleAdmins = { [consoleAdmin]: { password: consolePassword, totpSecret: consoleSecret, periodSeconds: 1 } }
const consoleCredentials = { user: consoleAdmin, password: consolePassword, totpSecret: `otpauth://totp/demo:rollcall?secret=${consoleSecret}&period=1` }

/** Starts the demo company's vendors. The credentials are worth nothing outside them. */
export const startStandIns = async ({ now = new Date(), ports = [] }: { now?: Date; ports?: readonly number[] } = {}): Promise<StandIns> => {
  const company = companySeed(now)
  const vendors = await startVendors(company, ports)
  const { okta, relay, salesforce, slack, chorus, clari, peopleAi, cognism, zendesk, pagerDuty } = vendors
  const inOrder = [okta, relay, salesforce, slack, chorus, clari, peopleAi, cognism, zendesk, pagerDuty]
  const console = { auth: 'console', credentials: consoleCredentials }
  const bearer = (token: string) => ({ auth: 'bearer', credentials: { token } })
  return {
    ...vendors,
    company,
    origins: inOrder.map(({ origin }) => origin),
    connections: [
      { connector: 'okta', name: 'Okta', baseUrl: okta.url, auth: 'bearer', credentials: { apiToken: '00-demo-okta-token' } },
      { connector: 'scim', name: 'Relay', baseUrl: relay.url, ...bearer('demo-relay-token') },
      {
        connector: 'salesforce',
        name: 'Salesforce',
        baseUrl: salesforce.url,
        auth: 'oauth_client_credentials',
        credentials: { clientId: 'demo-client', clientSecret: 'demo-salesforce-secret' },
      },
      { connector: 'slack', name: 'Slack', baseUrl: slack.url, ...bearer('xoxp-demo-slack-token') },
      { connector: 'chorus', name: 'Chorus', baseUrl: chorus.url, ...bearer('demo-chorus-token') },
      { connector: 'zendesk', name: 'Zendesk', baseUrl: zendesk.url, auth: 'basic', credentials: { email: integrationUser, apiToken: 'demo-zendesk-token' } },
      { connector: 'pagerduty', name: 'PagerDuty', baseUrl: pagerDuty.url, auth: 'api_key', credentials: { apiKey: 'demo-pagerduty-key' } },
      { connector: 'clari', name: 'Clari', baseUrl: clari.url, ...console },
      { connector: 'people-ai', name: 'People.ai', baseUrl: peopleAi.url, ...console },
      { connector: 'cognism', name: 'Cognism', baseUrl: cognism.url, ...console },
    ],
    breakPagerDuty: () => pagerDuty.misbehave({ act: 'unauthorized', times: Number.MAX_SAFE_INTEGER }),
    close: async () => {
      await Promise.all(inOrder.map(vendor => vendor.close()))
    },
  }
}

const startVendors = async (company: ReturnType<typeof companySeed>, ports: readonly number[]) => {
  const [oktaPort = 0, relayPort = 0, salesforcePort = 0, slackPort = 0, chorusPort = 0, clariPort = 0, peopleAiPort = 0, cognismPort = 0] = ports
  const [zendeskPort = 0, pagerDutyPort = 0] = ports.slice(8)
  const relay = await startScimApp({
    name: 'Relay',
    seed: company.relay,
    tokens: { 'demo-relay-token': everyRight, 'demo-okta-to-relay-token': everyRight },
    pageSize: 25,
    port: relayPort,
  })
  const slack = await startSlack({ seed: company.slack, tokens: { 'xoxp-demo-slack-token': everyRight }, port: slackPort })
  const chorusTokens = { 'demo-chorus-token': everyRight }
  const chorus = await startChorusScim({ seed: company.chorus, tokens: chorusTokens, managers: company.chorusManagers, port: chorusPort })
  const clari = await startClari({ seed: company.clari, admins: consoleAdmins, pageSize: 25, port: clariPort })
  const peopleAi = await startPeopleAi({ seed: company.peopleAi, admins: consoleAdmins, pageSize: 25, port: peopleAiPort })
  const scimToken = 'demo-okta-to-cognism-token'
  const cognism = await startCognism({ seed: company.cognism, admins: consoleAdmins, scimToken, pageSize: 25, port: cognismPort })
  const okta = await startOkta({
    seed: company.okta,
    tokens: { '00-demo-okta-token': oktaScopes },
    provisioning: {
      '0oafernrelay': { url: relay.url, token: 'demo-okta-to-relay-token' },
      '0oaferncognism': { url: cognism.origin + cognismScim, token: scimToken },
    },
    port: oktaPort,
  })
  const clients = { 'demo-client': { secret: 'demo-salesforce-secret', username: integrationUser, rights: salesforceRights } }
  const salesforce = await startSalesforce({ seed: company.salesforce, clients, batchSize: 25, port: salesforcePort })
  const zendesk = await startZendesk({ seed: company.zendesk, tokens: { [`${integrationUser}:demo-zendesk-token`]: 'admin' }, port: zendeskPort })
  const pagerDuty = await startPagerDuty({ seed: company.pagerDuty, keys: { 'demo-pagerduty-key': ['read', 'write'] }, port: pagerDutyPort })
  return { okta, relay, salesforce, slack, chorus, clari, peopleAi, cognism, zendesk, pagerDuty }
}
