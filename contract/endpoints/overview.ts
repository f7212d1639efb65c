import { endpoint, unaudited } from '../endpoint.ts'
import { Overview } from '../records/overview.ts'

export const readOverview = endpoint({
  id: 'readOverview',
  method: 'GET',
  path: '/overview',
  summary: 'How the company stands: people, findings, time to deprovision, waste, and what waits for somebody.',
  reply: Overview,
  errors: [],
  permission: 'people:read',
  audit: unaudited('read only'),
})
