import type { Row } from './soql.ts'

export type SalesforceSeed = {
  /** 18 characters that begin with 00D; a stand-in has one of its own unless told. */
  organisation?: { id: string; name: string }
  users: { id: string; username: string; email: string; name: string; active: boolean }[]
  accounts: { id: string; name: string; website: string | null; ownerId: string }[]
  contacts: { id: string; name: string; email: string | null; title: string | null; accountId: string }[]
  opportunities: { id: string; name: string; accountId: string; ownerId: string; stage: string; closed: boolean; closeDate: string; amount: number | null }[]
}

/** All records, with the fields' own names. */
export type Org = { Account: Row[]; Contact: Row[]; Opportunity: Row[]; User: Row[]; Task: Row[]; Organization: Row[] }

/** `2026-11-22T18:40:00.000+0000` */
export const stamp = (date: Date): string => date.toISOString().replace('Z', '+0000')

export const orgOf = (
  { organisation = { id: '00D000000000001AAA', name: 'Stand-in' }, users, accounts, contacts, opportunities }: SalesforceSeed,
  now: Date,
): Org => {
  const system = { IsDeleted: false, CreatedDate: stamp(now), LastModifiedDate: stamp(now) }
  return {
    User: users.map(user => ({ Id: user.id, Username: user.username, Email: user.email, Name: user.name, IsActive: user.active, ...system })),
    Account: accounts.map(account => ({ Id: account.id, Name: account.name, Website: account.website, OwnerId: account.ownerId, ...system })),
    Contact: contacts.map(contact => ({
      Id: contact.id,
      Name: contact.name,
      Email: contact.email,
      Title: contact.title,
      AccountId: contact.accountId,
      ...system,
    })),
    Opportunity: opportunities.map(deal => ({
      Id: deal.id,
      Name: deal.name,
      AccountId: deal.accountId,
      OwnerId: deal.ownerId,
      StageName: deal.stage,
      IsClosed: deal.closed,
      CloseDate: deal.closeDate,
      Amount: deal.amount,
      ...system,
    })),
    Task: [],
    Organization: [{ Id: organisation.id, Name: organisation.name }],
  }
}
