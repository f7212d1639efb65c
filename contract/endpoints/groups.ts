import { z } from 'zod'
import { endpoint, unaudited } from '../endpoint.ts'
import { pageOf, PageQuery } from '../page.ts'
import { Group, GroupMember } from '../records/group.ts'
import { Id } from '../scalars.ts'

const byId = z.object({ id: Id })
const name = z.string().trim().min(1).max(256)
const externalId = z.string().trim().max(256).nullable()
const Members = z.array(z.string().trim().min(1).max(256)).max(10_000)

const sales = {
  id: '9d7a0c55-58f0-4f0e-9f0c-6f2f5f0b1a77',
  name: 'Sales EMEA',
  externalId: null,
  members: 12,
  pending: 1,
  createdAt: '2026-11-22T18:40:00.000Z',
  modifiedAt: '2026-11-22T18:40:00.000Z',
  etag: '"1-77aa01bc"',
}

export const listGroups = endpoint({
  id: 'listGroups',
  method: 'GET',
  path: '/groups',
  summary: 'Groups, with how many members they have.',
  query: PageQuery.extend({
    q: z.string().max(200).optional().describe('A part of the name.'),
    filter: z.string().max(10_000).optional().describe('A filter as SCIM writes it: `displayName sw "Sales"`.'),
    sort: z.enum(['name', 'createdAt', 'modifiedAt']).optional(),
    descending: z.stringbool().default(false),
  }),
  reply: pageOf(Group),
  errors: [],
  permission: 'users:read',
  audit: unaudited('read only'),
  example: { reply: { items: [sales], nextCursor: null, total: 1 } },
})

export const readGroup = endpoint({
  id: 'readGroup',
  method: 'GET',
  path: '/groups/:id',
  summary: 'A group.',
  params: byId,
  reply: Group,
  errors: ['not_found'],
  permission: 'users:read',
  audit: unaudited('read only'),
  tagged: true,
  example: { reply: sales },
})

export const listGroupMembers = endpoint({
  id: 'listGroupMembers',
  method: 'GET',
  path: '/groups/:id/members',
  summary: 'The members of a group, those that are not there yet first.',
  params: byId,
  query: PageQuery,
  reply: pageOf(GroupMember),
  errors: ['not_found'],
  permission: 'users:read',
  audit: unaudited('read only'),
  example: { reply: { items: [{ value: 'new.hire@northbeam.example', kind: 'pending', name: null, email: null }], nextCursor: null, total: 13 } },
})

/** Members are meant by id, user name or external id; who is not there yet is kept by that name and joins on arrival. */
export const createGroup = endpoint({
  id: 'createGroup',
  method: 'POST',
  path: '/groups',
  summary: 'Make a group.',
  body: z.object({ name, externalId: externalId.optional(), members: Members.optional() }),
  reply: Group,
  errors: ['conflict'],
  permission: 'users:write',
  audit: 'group.created',
  idempotent: true,
  tagged: true,
  example: { body: { name: 'Sales EMEA', members: ['ana.ruiz@northbeam.example'] }, reply: sales },
})

export const updateGroup = endpoint({
  id: 'updateGroup',
  method: 'PATCH',
  path: '/groups/:id',
  summary: 'Rename a group, add and remove members.',
  params: byId,
  body: z.object({ name: name.optional(), externalId: externalId.optional(), add: Members.optional(), remove: Members.optional() }),
  reply: Group,
  errors: ['not_found', 'conflict', 'precondition_failed'],
  permission: 'users:write',
  audit: 'group.updated',
  idempotent: true,
  tagged: true,
  example: { body: { add: ['new.hire@northbeam.example'], remove: ['0c7a1f7e-2b1d-4a39-8c55-7e3f0d9f4e21'] }, reply: sales },
})

export const deleteGroup = endpoint({
  id: 'deleteGroup',
  method: 'DELETE',
  path: '/groups/:id',
  summary: 'Delete a group; its members stay.',
  params: byId,
  reply: z.object({ done: z.literal(true) }),
  errors: ['not_found', 'precondition_failed'],
  permission: 'users:write',
  audit: 'group.deleted',
  tagged: true,
})
