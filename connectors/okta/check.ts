import { mayWrite } from '../kit/index.ts'
import type { VendorApi } from '../kit/index.ts'
import { OktaList } from './wire.ts'

const nobody = '00unobody00000000h70'

/** Changes of nobody: an id that no org has. */
const changes = [
  ['people', { method: 'POST', path: `/api/v1/users/${nobody}/lifecycle/suspend` }],
  ['groups', { method: 'DELETE', path: `/api/v1/groups/${nobody}/users/${nobody}` }],
  ['app assignments', { method: 'DELETE', path: `/api/v1/apps/${nobody}/users/${nobody}` }],
] as const

/** A token that may read people may still not read groups or apps: each is asked for once. What it may change is tried, and not needed. */
export const check = async (api: VendorApi): Promise<string> => {
  for (const path of ['/api/v1/users', '/api/v1/groups', '/api/v1/apps']) await api.get(path, { query: { limit: '1' }, expect: OktaList })
  const allowed: string[] = []
  for (const [what, change] of changes) if (await mayWrite(api, change)) allowed.push(what)
  if (allowed.length === 0) return 'May read people, groups and apps, and change none of them.'
  return `May read people, groups and apps. May change ${allowed.join(', ')}${allowed.length < changes.length ? ' only' : ''}.`
}
