import { z } from 'zod'
import { endpoint, unaudited } from '../endpoint.ts'
import { FileMapping, FilePreview, SourceFile } from '../records/source-file.ts'
import { Id } from '../scalars.ts'

const ById = z.object({ id: Id })

/** A CSV file; in a form it is the field `file`, `mapping` is JSON, and the bytes stay as they came. */
const Sent = z.object({
  fileName: z.string().trim().min(1).max(255).default('file.csv'),
  csv: z.string(),
  /** Left out: that of the last file with the same columns. */
  mapping: FileMapping.optional(),
  /** How many rows the file should have, as the app or the HR system counts them. */
  expectedRows: z.number().int().min(0).optional(),
})

export const previewSourceFile = endpoint({
  id: 'previewSourceFile',
  method: 'POST',
  path: '/connections/:id/files/preview',
  summary: 'What the columns of a file mean, and what each row would come to; nothing is kept.',
  params: ById,
  body: Sent,
  reply: FilePreview,
  errors: ['not_found', 'conflict', 'csv_unreadable', 'too_large'],
  permission: 'connections:write',
  audit: unaudited('a preview changes nothing'),
})

/** Read in the background, as a sync is; the file's `verdict` says how it ended. The last file sent again, with the same mapping, is answered as it is. */
export const uploadSourceFile = endpoint({
  id: 'uploadSourceFile',
  method: 'POST',
  path: '/connections/:id/files',
  summary: 'Upload a file to a connection that is read from files.',
  params: ById,
  body: Sent,
  reply: z.object({ file: SourceFile, created: z.boolean() }),
  errors: ['not_found', 'conflict', 'csv_unreadable', 'too_large', 'mapping_needed'],
  permission: 'connections:write',
  audit: 'source_file.uploaded',
})

export const listSourceFiles = endpoint({
  id: 'listSourceFiles',
  method: 'GET',
  path: '/connections/:id/files',
  summary: 'The last files of a connection, the newest first, and the mapping for the next.',
  params: ById,
  reply: z.object({ items: z.array(SourceFile), mapping: FileMapping.nullable() }),
  errors: ['not_found'],
  permission: 'connections:read',
  audit: unaudited('read only'),
})

/** For a file that lists far fewer than before, and for nothing else that may be wrong with it. Only a signed-in person confirms. */
export const confirmSourceFile = endpoint({
  id: 'confirmSourceFile',
  method: 'POST',
  path: '/connections/:id/files/:fileId/confirm',
  summary: 'Confirm that a file is whole although it lists far fewer than the one before.',
  params: ById.extend({ fileId: Id }),
  reply: SourceFile,
  errors: ['not_found', 'conflict', 'not_allowed'],
  permission: 'connections:write',
  audit: 'source_file.confirmed',
})
