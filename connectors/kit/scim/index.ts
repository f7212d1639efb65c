import type { Connector } from '../connector.ts'
import { readAccount, readAccounts } from './accounts.ts'
import { check } from './check.ts'
import type { Dialect } from './service-provider.ts'
import { setActive } from './set-active.ts'
import { ScimError } from './wire.ts'

/** What a connector has whose accounts are reached by SCIM 2.0 (RFC 7643, 7644), the base URL being the SCIM base URL. */
export const scimAccounts = (dialect: Dialect = {}) =>
  ({
    route: 'scim',
    check: check(dialect),
    explain: (status, body) => {
      const detail = ScimError.safeParse(body).data?.detail ?? null
      return status === 501 ? { detail, kind: 'refused' } : { detail }
    },
    reads: { accounts: readAccounts(dialect) },
    writes: { readAccount: readAccount(dialect), deactivateAccount: setActive(dialect, false), reactivateAccount: setActive(dialect, true) },
  }) satisfies Partial<Connector>
