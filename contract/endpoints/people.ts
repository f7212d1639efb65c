import { z } from 'zod'
import { endpoint, unaudited } from '../endpoint.ts'
import { pageOf, PageQuery } from '../page.ts'
import { Account, AccountStatus, Person, PersonSummary } from '../records/person.ts'
import { Id } from '../scalars.ts'

export const listPeople = endpoint({
  id: 'listPeople',
  method: 'GET',
  path: '/people',
  summary: 'Everyone, with one mark per connection.',
  query: PageQuery.extend({
    q: z.string().max(200).optional(),
    status: AccountStatus.optional(),
    mark: z.enum(['should_not_be', 'missing', 'unknown']).optional(),
    sort: z.enum(['name', 'findings', 'department']).default('name'),
  }),
  reply: pageOf(PersonSummary).extend({ columns: z.array(z.object({ connectionId: Id, name: z.string(), kind: z.enum(['identity', 'app']) })) }),
  errors: [],
  permission: 'people:read',
  audit: unaudited('read only'),
})

export const readPerson = endpoint({
  id: 'readPerson',
  method: 'GET',
  path: '/people/:id',
  summary: 'A person with every identity and account.',
  params: z.object({ id: Id }),
  reply: Person,
  errors: ['not_found'],
  permission: 'people:read',
  audit: unaudited('read only'),
})

/** Accounts so labelled are excluded from every plan by construction. */
export const protectAccount = endpoint({
  id: 'protectAccount',
  method: 'PUT',
  path: '/accounts/:id/protection',
  summary: 'Say what an account is: a service or shared account, break-glass, or an ordinary one.',
  params: z.object({ id: Id }),
  body: z.object({ protection: z.enum(['none', 'service', 'break_glass']) }),
  reply: Account,
  errors: ['not_found', 'conflict'],
  permission: 'people:write',
  audit: 'account.protection_changed',
})
