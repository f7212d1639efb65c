import type { ErrorCode } from '@rollcall/contract'

/**
 * A refusal that a person can read: one sentence that says what is wrong and what to do, and a stable code. Code and sentence go
 * out; the cause goes to the log.
 */
export class Refused extends Error {
  readonly code: ErrorCode
  /** Where the request was wrong: `participants.0.email`. */
  readonly at: string | undefined

  constructor(code: ErrorCode, message: string, options: { at?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.name = 'Refused'
    this.code = code
    this.at = options.at
  }
}

/** The workspace cannot be opened: locked, newer, damaged. Ends the process with its sentence. */
export class CannotStart extends Error {}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** The sentence of a thrown value, never its stack. */
export const sentenceOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown))

/** The SQLSTATE of a database error, or an operating system's code. */
export const errorCodeOf = (thrown: unknown): string | null => (isObject(thrown) && typeof thrown.code === 'string' ? thrown.code : null)

// 53100 disk_full (PostgreSQL, appendix A); the embedded engine reports the operating system's words in the message.
export const isDiskFull = (thrown: unknown): boolean =>
  ['53100', 'ENOSPC', 'EDQUOT'].includes(errorCodeOf(thrown) ?? '') || /no space left on device|disk quota exceeded/i.test(sentenceOf(thrown))
