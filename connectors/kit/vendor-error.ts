import type { ErrorCode } from '@rollcall/contract'

/** What went wrong with a vendor, and under which stable code a caller sees it. */
const codeOf = {
  credentials: 'credentials_refused',
  permission: 'permission_missing',
  not_found: 'not_found',
  conflict: 'conflict',
  limited: 'vendor_limited',
  unreachable: 'vendor_unreachable',
  malformed: 'vendor_malformed',
  refused: 'vendor_refused',
  address: 'address_refused',
} as const satisfies Record<string, ErrorCode>

export type VendorErrorKind = keyof typeof codeOf

/** A vendor did not do what was asked. `message` is one sentence for a person and never holds a secret. */
export class VendorError extends Error {
  override readonly name = 'VendorError'
  readonly kind: VendorErrorKind
  /** The HTTP status the vendor answered, or null when it answered none. */
  readonly status: number | null
  /** Only `limited`: when asking again makes sense. */
  readonly retryAt: Date | null
  /** True when a write may have been carried out although its answer was lost: read before you repeat it. */
  readonly uncertain: boolean

  constructor(kind: VendorErrorKind, sentence: string, more: { status?: number | null; retryAt?: Date | null; uncertain?: boolean; cause?: unknown } = {}) {
    super(sentence, { cause: more.cause })
    this.kind = kind
    this.status = more.status ?? null
    this.retryAt = more.retryAt ?? null
    this.uncertain = more.uncertain ?? false
  }

  get sentence(): string {
    return this.message
  }

  get code(): ErrorCode {
    return codeOf[this.kind]
  }
}
