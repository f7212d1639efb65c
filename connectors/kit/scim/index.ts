import type { Connector } from '../connector.ts'
import { findAccount, readAccount, readAccounts } from './accounts.ts'
import { changeAccount } from './change-access.ts'
import { setActive } from './change-user.ts'
import { check } from './check.ts'
import { createAccount } from './create-account.ts'
import type { Dialect } from './service-provider.ts'
import { ScimError } from './wire.ts'

/** What a connector has whose accounts are reached by SCIM 2.0 (RFC 7643, 7644), the base URL being the SCIM base URL. */
export const scimAccounts = (dialect: Dialect = {}) =>
  ({
    direct: 'scim',
    check: check(dialect),
    explain: (status, body) => {
      const detail = ScimError.safeParse(body).data?.detail ?? null
      return status === 501 ? { detail, kind: 'refused' } : { detail }
    },
    reads: { accounts: readAccounts(dialect) },
    writes: {
      readAccount: readAccount(dialect),
      findAccount: findAccount(dialect),
      createAccount: createAccount(dialect),
      changeAccount: changeAccount(dialect),
      deactivateAccount: setActive(dialect, false),
      reactivateAccount: setActive(dialect, true),
    },
  }) satisfies Partial<Connector>
