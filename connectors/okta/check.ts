import type { VendorApi } from '../kit/index.ts'
import { OktaList } from './wire.ts'

/** A token that may read people may still not read groups or apps: each is asked for once. */
export const check = async (api: VendorApi): Promise<string> => {
  for (const path of ['/api/v1/users', '/api/v1/groups', '/api/v1/apps']) await api.get(path, { query: { limit: '1' }, expect: OktaList })
  return 'May read people, groups and apps.'
}
