import { z } from 'zod'
import { Id, Instant } from '../scalars.ts'
import { ReadVerdict } from './connection.ts'
import { FileField } from './file-field.ts'
import { AccountStatus } from './person.ts'

/**
 * How a column writes its dates: `2026-11-25`, `25.11.2026`, `11/25/2026`, `25 Nov 2026`, days since 1899-12-30 as a spreadsheet counts them,
 * or seconds or milliseconds since 1970.
 */
export const DateFormat = z.enum(['iso', 'day_first', 'month_first', 'named_month', 'spreadsheet', 'unix'])
export type DateFormat = z.infer<typeof DateFormat>

export const DateField = FileField.extract(['lastActive', 'startsOn', 'endsOn'])
export type DateField = z.infer<typeof DateField>

/** What the columns of a file mean. Kept for the next file with the same columns. */
export const FileMapping = z.object({
  /** The head of the column, by what it means. Of two columns with one head the second is called `Status (2)`. */
  columns: z.partialRecord(FileField, z.string().max(200)),
  /** What each word of the status column means, in lower case. */
  statuses: z.record(z.string().max(200), AccountStatus),
  dates: z.partialRecord(DateField, DateFormat),
  /** Where a day begins and ends for whoever the file gives no zone of their own: `Europe/Berlin` (IANA). */
  timeZone: z.string().max(64),
})
export type FileMapping = z.infer<typeof FileMapping>

/** One row as it would be read, or why it cannot be. */
export const FileRowVerdict = z.object({
  /** The line of the file; the head is 1. */
  line: z.number().int(),
  /** Null when the row is understood. */
  refusal: z.string().nullable(),
  id: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  status: AccountStatus.nullable(),
  vendorStatus: z.string().nullable(),
  startsOn: z.iso.date().nullable(),
  endsOn: z.iso.date().nullable(),
  lastActiveAt: Instant.nullable(),
})
export type FileRowVerdict = z.infer<typeof FileRowVerdict>

/** What a file would come to, before anything is kept. */
export const FilePreview = z.object({
  /** Every column, with the first values that are not empty. */
  columns: z.array(z.object({ head: z.string(), samples: z.array(z.string()) })),
  mapping: FileMapping,
  /** Where the mapping comes from: it was sent, it is that of the last file with these columns, or the heads suggest it. */
  mappedBy: z.enum(['given', 'saved', 'suggested']),
  /** The words of the status column, the most frequent first. */
  statusWords: z.array(z.object({ word: z.string(), rows: z.number().int(), status: AccountStatus.nullable() })),
  /** What stands against a complete read, one sentence each. */
  problems: z.array(z.string()),
  rows: z.number().int(),
  refused: z.number().int(),
  /** Beside what was read before: how many are new, and how many are no longer listed. */
  added: z.number().int(),
  gone: z.number().int(),
  /** The first rows, and the first of those that are refused. */
  sample: z.array(FileRowVerdict),
})
export type FilePreview = z.infer<typeof FilePreview>

/** A file that was uploaded to a connection. Its rows are kept as people or accounts, the file itself only until it is read. */
export const SourceFile = z.object({
  id: Id,
  fileName: z.string(),
  /** SHA-256 of the bytes as they came. */
  sha256: z.string(),
  uploadedBy: z.string(),
  uploadedAt: Instant,
  state: z.enum(['waiting', 'reading', 'read']),
  /** Null until it was read. */
  verdict: ReadVerdict.nullable(),
  /** Why it is not believed although every row was understood: too many are no longer listed. A person may confirm that it is whole. */
  doubt: z.string().nullable(),
  confirmedBy: z.string().nullable(),
  confirmedAt: Instant.nullable(),
})
export type SourceFile = z.infer<typeof SourceFile>
