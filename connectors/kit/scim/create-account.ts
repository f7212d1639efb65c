import type { AccountDraft } from '../connector.ts'
import type { AccountRow } from '../rows.ts'
import type { VendorApi } from '../vendor-api.ts'
import { VendorError } from '../vendor-error.ts'
import { findAccount, toAccount } from './accounts.ts'
import { accessValues, assertSettable, changeAccount } from './change-access.ts'
import { contentType } from './change-user.ts'
import { scimHeaders } from './service-provider.ts'
import type { Dialect } from './service-provider.ts'
import { enterpriseSchema, ScimUser, userSchema } from './wire.ts'

/**
 * Makes an account (RFC 7644 section 3.3). "409 uniqueness" says that there is one: it may be what a lost answer made, so it is looked for
 * and answered. The groups follow, since members are the groups'.
 */
export const createAccount =
  (dialect: Dialect) =>
  async (api: VendorApi, draft: AccountDraft): Promise<AccountRow> => {
    assertSettable(dialect, api, draft)
    const account = await create(dialect, api, draft)
    if (draft.groups !== undefined && draft.groups.length > 0)
      await changeAccount(dialect)(api, { externalId: account.externalId, version: null }, { groups: draft.groups })
    return { ...account, groups: [...new Set([...account.groups, ...(draft.groups ?? [])])] }
  }

const create = async (dialect: Dialect, api: VendorApi, draft: AccountDraft): Promise<AccountRow> => {
  try {
    const body = dialect.draft?.(resourceOf(draft)) ?? resourceOf(draft)
    // Not repeated blindly: a server that lets two users have one login would make a second.
    const { body: made } = await api.request({ method: 'POST', path: '/Users', headers: scimHeaders, contentType, body, expect: ScimUser, idempotent: false })
    return toAccount(made, [], dialect)
  } catch (thrown) {
    if (!(thrown instanceof VendorError) || thrown.kind !== 'conflict') throw thrown
    const found = await findAccount(dialect)(api, draft.userName)
    if (found === null) throw thrown
    return found
  }
}

/** The manager is left out: SCIM wants the id of a resource there (RFC 7643 section 4.3), which a draft does not have. */
const resourceOf = (draft: AccountDraft): Record<string, unknown> => {
  const { userName, email, displayName, externalKey, title, department, givenName, familyName } = draft
  const told = (values: Record<string, string | null>) => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null))
  return {
    schemas: department === null ? [userSchema] : [userSchema, enterpriseSchema],
    userName,
    ...told({ externalId: externalKey, title }),
    displayName,
    name: told({ givenName, familyName }),
    ...(email === null ? {} : { emails: [{ value: email, type: 'work', primary: true }] }),
    active: true,
    ...accessValues(draft),
    ...(department === null ? {} : { [enterpriseSchema]: { department } }),
  }
}
