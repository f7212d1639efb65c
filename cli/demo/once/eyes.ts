import type { StandInConnection, StandIns } from '@rollcall/simulators'
import { z } from 'zod'

/* Looks into the vendors by their public APIs, with requests of its own: what Rollcall's connectors believe is not asked. */

const OktaUsers = z.array(z.object({ profile: z.object({ login: z.string().toLowerCase(), employeeNumber: z.string() }) }))
const RelayUser = z.object({ userName: z.string(), active: z.boolean() })
const RelayPage = z.object({ totalResults: z.number(), Resources: z.array(RelayUser) })
const Token = z.object({ access_token: z.string() })
const Task = z.object({ Id: z.string(), Subject: z.string(), Status: z.string(), WhatId: z.string().nullable(), Description: z.string() })
const Contact = z.object({ AccountId: z.string() })
const Deal = z.object({ Id: z.string(), Name: z.string() })

export type RelayUser = z.infer<typeof RelayUser>
export type Eyes = ReturnType<typeof openEyes>

export function openEyes({ connections }: Pick<StandIns, 'connections'>) {
  const connection = (connector: string): StandInConnection => {
    const found = connections.find(each => each.connector === connector)
    if (found === undefined) throw new Error(`The demo company has no ${connector}.`)
    return found
  }
  return { ...oktaEyes(connection('okta')), ...relayEyes(connection('scim')), ...salesforceEyes(connection('salesforce')) }
}

function oktaEyes({ baseUrl, credentials }: StandInConnection) {
  const profilesOf = async (status: string) => {
    const filter = encodeURIComponent(`status eq "${status}"`)
    return OktaUsers.parse(await ask(`${baseUrl}/api/v1/users?limit=200&filter=${filter}`, `SSWS ${credentials.apiToken ?? ''}`)).map(({ profile }) => profile)
  }
  return {
    /** The logins of people who are deprovisioned and have not come back under another login. */
    gone: async () => {
      const employed = new Set((await profilesOf('ACTIVE')).map(({ employeeNumber }) => employeeNumber))
      const left = (await profilesOf('DEPROVISIONED')).filter(({ employeeNumber }) => !employed.has(employeeNumber))
      return new Set(left.map(({ login }) => login))
    },
  }
}

function relayEyes({ baseUrl, credentials }: StandInConnection) {
  return {
    /** Every account of the dialer (RFC 7644, section 3.4.2). */
    relayUsers: async () => {
      const users: RelayUser[] = []
      for (;;) {
        const page = RelayPage.parse(await ask(`${baseUrl}/Users?startIndex=${users.length + 1}&count=100`, `Bearer ${credentials.token ?? ''}`))
        users.push(...page.Resources)
        if (users.length >= page.totalResults || page.Resources.length === 0) return users
      }
    },
  }
}

function salesforceEyes({ baseUrl, credentials }: StandInConnection) {
  const soql = async <T>(query: string, row: z.ZodType<T>): Promise<T[]> => {
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: credentials.clientId ?? '',
      client_secret: credentials.clientSecret ?? '',
    })
    const { access_token: token } = Token.parse(await (await fetch(`${baseUrl}/services/oauth2/token`, { method: 'POST', body: form })).json())
    const Page = z.object({ done: z.literal(true, 'There are more rows than one page holds.'), records: z.array(row) })
    return Page.parse(await ask(`${baseUrl}/services/data/v62.0/query?q=${encodeURIComponent(query)}`, `Bearer ${token}`)).records
  }
  return {
    tasks: () => soql('SELECT Id, Subject, Status, WhatId, Description FROM Task', Task),
    /** The open deal that closes next for the account whose contact one of them is. */
    nextDealOf: async (emails: readonly string[]) => {
      for (const email of emails) {
        const [contact] = await soql(`SELECT AccountId FROM Contact WHERE Email = '${email}'`, Contact)
        if (contact === undefined) continue
        const [deal] = await soql(
          `SELECT Id, Name FROM Opportunity WHERE IsClosed = false AND AccountId = '${contact.AccountId}' ORDER BY CloseDate LIMIT 1`,
          Deal,
        )
        return deal ?? null
      }
      return null
    },
  }
}

async function ask(address: string, authorization: string): Promise<unknown> {
  const reply = await fetch(address, { headers: { authorization } })
  if (!reply.ok) throw new Error(`${new URL(address).pathname} of the stand-in answered ${reply.status}.`)
  return reply.json()
}
