import { orNull } from '../or-null.ts'
import type { AccountRow } from '../rows.ts'
import type { VendorApi } from '../vendor-api.ts'
import { ServiceProviderConfig } from './wire.ts'
import type { ScimUser } from './wire.ts'

/** What the server says it can do. One that says nothing is taken at the standard's minimum: PATCH is tried, paging is by index. */
export type Abilities = { patch: boolean; etag: boolean; cursor: boolean }

/** Where a vendor's SCIM differs from the standard's. */
export type Dialect = {
  /** For a server that does not say what it can do, or says it wrong. */
  abilities?: Abilities
  /** Rows asked for at a time; 100 unless told. */
  pageSize?: number
  /** The attribute that an account is looked for by; `userName` unless told. */
  findBy?: string
  /** What of an account's access the vendor's SCIM can set; all of it unless told. */
  settable?: readonly ('role' | 'licence' | 'groups')[]
  /** The resource of a new user as the vendor wants it. */
  draft?: (resource: Record<string, unknown>) => Record<string, unknown>
  /** How a member is taken out of a group: by a filter in the path (RFC 7644 section 3.5.2.2), or for vendors without those by its value. */
  memberRemoval?: 'filter' | 'value'
  /** What the vendor tells in an extension of its own. */
  refine?: (user: ScimUser) => Partial<AccountRow>
}

export const scimHeaders = { accept: 'application/scim+json, application/json' }

export const readAbilities = async (api: VendorApi, { abilities }: Dialect): Promise<Abilities> => {
  if (abilities !== undefined) return abilities
  const told = await orNull(api.get('/ServiceProviderConfig', { headers: scimHeaders, expect: ServiceProviderConfig }), 'refused')
  const { patch, etag, pagination } = told?.body ?? {}
  return { patch: patch?.supported ?? true, etag: etag?.supported ?? false, cursor: pagination?.cursor ?? false }
}
