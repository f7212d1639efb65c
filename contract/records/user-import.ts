import { z } from 'zod'
import { Id, Instant } from '../scalars.ts'

/** What a row of the file comes to. */
export const RowVerdict = z.enum(['created', 'changed', 'unchanged', 'refused'])
export type RowVerdict = z.infer<typeof RowVerdict>

/** What became of a row: `skipped` as it changes nothing or is refused, `failed` when it was applied, `kept` when undone but changed by somebody since. */
export const RowOutcome = z.enum(['waiting', 'skipped', 'done', 'failed', 'undone', 'kept'])

export const UserImportRow = z.object({
  /** The line of the file; the head is 1. */
  line: z.number().int(),
  userName: z.string(),
  verdict: RowVerdict,
  /** Why it is refused, or why it could not be applied or undone. */
  refusal: z.string().nullable(),
  changes: z.array(z.object({ field: z.string(), from: z.string().nullable(), to: z.string().nullable() })),
  userId: Id.nullable(),
  outcome: RowOutcome,
})
export type UserImportRow = z.infer<typeof UserImportRow>

/** A CSV file of users: looked at, applied as it was looked at, and undone as one. */
export const UserImport = z.object({
  id: Id,
  fileName: z.string(),
  state: z.enum(['previewed', 'applying', 'applied', 'undoing', 'undone']),
  actor: z.string(),
  /** Columns of the file that mean nothing here. */
  ignored: z.array(z.string()),
  createdAt: Instant,
  appliedAt: Instant.nullable(),
  undoneAt: Instant.nullable(),
  verdicts: z.record(RowVerdict, z.number().int()),
  outcomes: z.record(RowOutcome, z.number().int()),
})
export type UserImport = z.infer<typeof UserImport>
