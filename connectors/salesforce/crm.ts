import { z } from 'zod'
import { CrmAccountRow, CrmContactRow, CrmOpportunityRow, CrmUserRow, nextUrl, readPages } from '../kit/index.ts'
import type { Connector, Read } from '../kit/index.ts'
import { dataPath, QueryResult } from './api.ts'

const text = z.string().nullable()
const Id = z.string().min(1)

const Account = z.object({ Id, Name: z.string(), Website: text, OwnerId: text })
const Contact = z.object({ Id, Name: z.string(), Email: text, Title: text, AccountId: text })
const Opportunity = z.object({
  Id,
  Name: z.string(),
  AccountId: text,
  OwnerId: text,
  IsClosed: z.boolean(),
  StageName: text,
  CloseDate: text,
  Amount: z.number().nullable(),
})
const User = z.object({ Id, Username: z.string(), Email: text, Name: z.string(), IsActive: z.boolean() })

const soql = <Raw, Row>(q: string, raw: z.ZodType<Raw>, row: z.ZodType<Row>, map: (raw: Raw) => Row): Read<Row> => {
  const source = { path: dataPath('/query'), query: { q }, paging: nextUrl(['nextRecordsUrl']), list: QueryResult, raw, row, map }
  return api => readPages(api, source)
}

/** What calls are matched with: all accounts and contacts, and the deals that are open. */
export const readCrm: NonNullable<Connector['reads']['crm']> = {
  accounts: soql('SELECT Id, Name, Website, OwnerId FROM Account', Account, CrmAccountRow, account => ({
    externalId: account.Id,
    name: account.Name,
    domains: domainsOf(account.Website),
    website: account.Website,
    ownerExternalId: account.OwnerId,
  })),
  contacts: soql('SELECT Id, Name, Email, Title, AccountId FROM Contact', Contact, CrmContactRow, contact => ({
    externalId: contact.Id,
    name: contact.Name,
    email: contact.Email,
    title: contact.Title,
    accountExternalId: contact.AccountId,
  })),
  opportunities: soql(
    'SELECT Id, Name, AccountId, OwnerId, IsClosed, StageName, CloseDate, Amount FROM Opportunity WHERE IsClosed = false',
    Opportunity,
    CrmOpportunityRow,
    deal => ({
      externalId: deal.Id,
      name: deal.Name,
      accountExternalId: deal.AccountId,
      ownerExternalId: deal.OwnerId,
      open: !deal.IsClosed,
      stage: deal.StageName,
      closeDate: deal.CloseDate,
      amount: deal.Amount,
    }),
  ),
  users: soql('SELECT Id, Username, Email, Name, IsActive FROM User', User, CrmUserRow, user => ({
    externalId: user.Id,
    userName: user.Username,
    email: user.Email,
    name: user.Name,
    active: user.IsActive,
  })),
}

/** The host of a website as people type it: `acme.com`, `https://www.acme.com/de/`. */
export const domainsOf = (website: string | null): string[] => {
  const typed = website?.trim() ?? ''
  const address = /^[a-z]+:\/\//i.test(typed) ? typed : `https://${typed}`
  if (typed === '' || !URL.canParse(address)) return []
  const host = new URL(address).hostname.replace(/^www\./, '')
  return host.includes('.') ? [host] : []
}
