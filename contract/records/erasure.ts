import { z } from 'zod'
import { Email, Id, Instant, Sha256 } from '../scalars.ts'

/** What must be kept: a person by address, an account of the CRM or a call by id. */
export const Hold = z.object({
  id: Id,
  kind: z.enum(['person', 'account', 'call']),
  /** An address in lower case, or an id. */
  subject: z.string(),
  label: z.string(),
  reason: z.string(),
  placedBy: z.string(),
  placedAt: Instant,
  /** Null while it is in force. */
  releasedBy: z.string().nullable(),
  releasedAt: Instant.nullable(),
  releaseReason: z.string().nullable(),
})
export type Hold = z.infer<typeof Hold>

const Reason = z.string().trim().min(3, 'Say why, in a few words.').max(500)

export const PlaceHold = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('person'), subject: Email, reason: Reason }),
  z.object({ kind: z.literal('account'), subject: Id, reason: Reason }),
  z.object({ kind: z.literal('call'), subject: Id, reason: Reason }),
])
export const ReleaseHold = z.object({ reason: Reason })

/** `remove` takes out what they said; `pseudonymise` leaves it under another name. */
export const ErasureMode = z.enum(['remove', 'pseudonymise'])
export type ErasureMode = z.infer<typeof ErasureMode>

const Tally = z.object({ table: z.string(), what: z.string(), rows: z.number().int() })

/** What an erasure would do. */
export const ErasurePreview = z.object({
  emails: z.array(Email),
  /** What they are called, and whether somebody else is called the same: such a name is replaced only where it is known who is meant. */
  names: z.array(z.object({ name: z.string(), shared: z.boolean() })),
  /** Further addresses of the same people, which are not erased unless they are asked for. */
  otherEmails: z.array(z.string()),
  tallies: z.array(Tally),
  /** Other systems that hold copies, with how many. */
  elsewhere: z.array(z.object({ system: z.string(), what: z.string(), records: z.number().int() })),
  /** Why it would be refused, in a sentence; null when it would not. */
  refusal: z.string().nullable(),
  /** Sentences that name the holds by which calls are left out. */
  holds: z.array(z.string()),
})
export type ErasurePreview = z.infer<typeof ErasurePreview>

/** What a person has to do in another system. */
export const ErasureTask = z.object({ system: z.string(), record: z.string(), url: z.string().nullable(), what: z.string() })
export type ErasureTask = z.infer<typeof ErasureTask>

/** What still names them in Rollcall, and why. */
const Left = z.object({ table: z.string(), rows: z.number().int(), because: z.string() })

/**
 * What was erased, without what was erased. `sha256` is over this object without it, as canonical JSON: keys sorted, no white space
 * (`jq -cjS 'del(.sha256)'`). The subject is named by salted hashes, whose salt stays in Rollcall.
 */
export const ErasureCertificate = z.object({
  certificate: z.literal('rollcall erasure'),
  version: z.literal(1),
  id: Id,
  subject: z.array(Sha256),
  mode: ErasureMode,
  requestedBy: z.string(),
  requestedAt: Instant,
  endedAt: Instant,
  counts: z.array(Tally),
  left: z.array(Left),
  holds: z.array(z.string()),
  tasks: z.array(ErasureTask),
  sha256: Sha256,
})
export type ErasureCertificate = z.infer<typeof ErasureCertificate>

export const ErasureSummary = z.object({
  id: Id,
  mode: ErasureMode,
  state: z.enum(['running', 'done']),
  /** How far it is, or what came of it, in a sentence. */
  detail: z.string(),
  /** The name of the user who asked. */
  requestedBy: z.string(),
  requestedAt: Instant,
  endedAt: Instant.nullable(),
  /** Rows changed or deleted so far. */
  rows: z.number().int(),
  sha256: Sha256.nullable(),
})
export type ErasureSummary = z.infer<typeof ErasureSummary>

export const Erasure = ErasureSummary.extend({
  tallies: z.array(Tally),
  tasks: z.array(ErasureTask),
  certificate: ErasureCertificate.nullable(),
})
export type Erasure = z.infer<typeof Erasure>
