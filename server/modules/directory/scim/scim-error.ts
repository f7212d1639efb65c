/** The detail codes of RFC 7644, table 9, and of RFC 9865, section 2.1. */
export type ScimType =
  | 'invalidFilter'
  | 'tooMany'
  | 'uniqueness'
  | 'mutability'
  | 'invalidSyntax'
  | 'invalidPath'
  | 'noTarget'
  | 'invalidValue'
  | 'invalidVers'
  | 'sensitive'
  | 'invalidCursor'
  | 'expiredCursor'
  | 'invalidCount'

/** A refusal as a SCIM client reads it: an HTTP status, a code where RFC 7644 has one, and one sentence. */
export class ScimError extends Error {
  readonly status: number
  readonly scimType: ScimType | null

  constructor(status: number, scimType: ScimType | null, detail: string) {
    super(detail)
    this.name = 'ScimError'
    this.status = status
    this.scimType = scimType
  }
}

export const errorUrn = 'urn:ietf:params:scim:api:messages:2.0:Error'

/** RFC 7644, section 3.12; `status` is a string there. */
export const errorBody = ({ status, scimType, message }: ScimError) => ({
  schemas: [errorUrn],
  status: String(status),
  ...(scimType === null ? {} : { scimType }),
  detail: message,
})
