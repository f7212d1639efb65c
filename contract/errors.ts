import { z } from 'zod'

/** Every stable code a caller may meet, with the HTTP status it travels under. A code is never renamed or reused. */
export const errorCodes = {
  bad_request: 400,
  not_signed_in: 401,
  sign_in_failed: 401,
  not_allowed: 403,
  csrf_refused: 403,
  not_found: 404,
  conflict: 409,
  link_used: 410,
  cursor_expired: 410,
  too_large: 413,
  unsupported_format: 415,
  rate_limited: 429,
  internal: 500,
  storage_full: 507,
  precondition_failed: 412,
  idempotency_key_in_use: 409,
  idempotency_key_reused: 422,
  // users
  last_admin: 403,
  grant_held: 409,
  role_in_use: 409,
  import_stale: 409,
  import_not_open: 409,
  csv_unreadable: 422,
  passkey_refused: 422,
  // calls
  file_empty: 422,
  file_unreadable: 422,
  file_truncated: 422,
  encoding_unknown: 422,
  no_speech: 422,
  // connections
  credentials_refused: 422,
  permission_missing: 422,
  vendor_unreachable: 502,
  vendor_malformed: 502,
  vendor_refused: 502,
  vendor_limited: 503,
  address_refused: 422,
  mapping_needed: 409,
  // erasure
  on_hold: 409,
  // roll
  read_incomplete: 409,
  plan_stale: 409,
  plan_not_open: 409,
  plan_hash_differs: 409,
  guard_exceeded: 409,
  excluded: 409,
  own_account: 403,
  second_person_needed: 403,
  flips_back: 409,
  // access
  rules_stale: 409,
} as const satisfies Record<string, number>

export type ErrorCode = keyof typeof errorCodes

/** The body of every refusal: one sentence for a person, one stable code for a machine. */
export const Problem = z.object({
  error: z.object({
    code: z.enum(Object.keys(errorCodes) as [ErrorCode, ...ErrorCode[]]),
    message: z.string(),
    /** Where the request was wrong, when it was: `participants.0.email`. */
    at: z.string().optional(),
    requestId: z.string().optional(),
  }),
})
export type Problem = z.infer<typeof Problem>
