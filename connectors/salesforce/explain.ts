import type { VendorErrorKind } from '../kit/index.ts'
import { SalesforceErrors } from './api.ts'

/** Salesforce's error codes that mean something else than their HTTP status (REST API Developer Guide, "Status Codes and Error Responses"). */
const kinds: Record<string, VendorErrorKind> = {
  INVALID_SESSION_ID: 'credentials',
  INVALID_AUTH_HEADER: 'credentials',
  REQUEST_LIMIT_EXCEEDED: 'limited',
  SERVER_UNAVAILABLE: 'unreachable',
  UNABLE_TO_LOCK_ROW: 'unreachable',
  API_DISABLED_FOR_ORG: 'permission',
  API_CURRENTLY_DISABLED: 'permission',
  INSUFFICIENT_ACCESS: 'permission',
  INSUFFICIENT_ACCESS_OR_READONLY: 'permission',
  INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY: 'permission',
  // An object or a field that the user may not see is answered as if it did not exist.
  INVALID_TYPE: 'permission',
  INVALID_FIELD: 'permission',
  DUPLICATE_VALUE: 'conflict',
  DUPLICATE_USERNAME: 'conflict',
  ENTITY_IS_DELETED: 'not_found',
}

export const explain = (status: number, body: unknown): { detail: string | null; kind?: VendorErrorKind } => {
  // More than one record has the external id that was written to.
  if (status === 300) return { detail: 'several records have the same external id', kind: 'conflict' }
  const [error] = SalesforceErrors.safeParse(body).data ?? []
  const kind = kinds[error?.errorCode ?? '']
  return { detail: error === undefined ? null : `${error.message} (${error.errorCode})`, ...(kind === undefined ? {} : { kind }) }
}
