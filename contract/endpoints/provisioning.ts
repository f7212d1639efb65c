import { z } from 'zod'
import { endpoint, unaudited } from '../endpoint.ts'
import { pageOf, PageQuery } from '../page.ts'
import { Id } from '../scalars.ts'
import { ProvisioningClient, ProvisioningEntry } from '../records/provisioning.ts'

export const listProvisioningLog = endpoint({
  id: 'listProvisioningLog',
  method: 'GET',
  path: '/provisioning-log',
  summary: 'What identity providers asked and what was done, newest first.',
  query: PageQuery.extend({
    client: ProvisioningClient.optional(),
    refused: z.stringbool().optional().describe('Only what was refused, or only what was not.'),
    subject: Id.optional().describe('Only what was about this user or group.'),
    q: z.string().max(200).optional().describe('A part of the path, the query, the body or the name of the user or group.'),
  }),
  reply: pageOf(ProvisioningEntry),
  errors: [],
  permission: 'audit:read',
  audit: unaudited('read only'),
})
