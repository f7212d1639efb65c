import { z } from 'zod'
import { endpoint, unaudited } from '../endpoint.ts'
import { pageOf, PageQuery } from '../page.ts'
import { RowVerdict, UserImport, UserImportRow } from '../records/user-import.ts'
import { Id } from '../scalars.ts'

const byId = z.object({ id: Id })

const preview = {
  id: '3f1d7f8c-0b5a-4bb4-8a3d-1a9a6f0f2b10',
  fileName: 'team.csv',
  state: 'previewed',
  actor: 'ada@northbeam.example',
  ignored: ['cost centre'],
  createdAt: '2026-11-22T18:40:00.000Z',
  appliedAt: null,
  undoneAt: null,
  verdicts: { created: 12, changed: 3, unchanged: 40, refused: 1 },
  outcomes: { waiting: 15, skipped: 41, done: 0, failed: 0, undone: 0, kept: 0 },
}

/** Changes nothing: the reply says what each row would come to. Takes the file as the field `file` of a form, too. */
export const previewUserImport = endpoint({
  id: 'previewUserImport',
  method: 'POST',
  path: '/users/import',
  summary: 'Look at a CSV file of users row by row, without changing anything.',
  body: z.object({ fileName: z.string().trim().min(1).max(255).default('users.csv'), csv: z.string() }),
  reply: UserImport,
  errors: ['csv_unreadable', 'too_large'],
  permission: 'users:write',
  audit: unaudited('a preview changes nothing'),
  idempotent: true,
  example: { body: { fileName: 'team.csv', csv: 'userName,name,role\nana.ruiz@northbeam.example,Ana Ruiz,Manager (SDR)\n' }, reply: preview },
})

export const readUserImport = endpoint({
  id: 'readUserImport',
  method: 'GET',
  path: '/users/imports/:id',
  summary: 'How an import stands.',
  params: byId,
  reply: UserImport,
  errors: ['not_found'],
  permission: 'users:write',
  audit: unaudited('read only'),
  example: { reply: preview },
})

export const listUserImportRows = endpoint({
  id: 'listUserImportRows',
  method: 'GET',
  path: '/users/imports/:id/rows',
  summary: 'The rows of an import in the order of the file.',
  params: byId,
  query: PageQuery.extend({ verdict: RowVerdict.optional() }),
  reply: pageOf(UserImportRow),
  errors: ['not_found'],
  permission: 'users:write',
  audit: unaudited('read only'),
  example: {
    reply: {
      items: [
        {
          line: 2,
          userName: 'ana.ruiz@northbeam.example',
          verdict: 'changed',
          refusal: null,
          changes: [{ field: 'role', from: 'Rep (SDR)', to: 'Manager (SDR)' }],
          userId: '0c7a1f7e-2b1d-4a39-8c55-7e3f0d9f4e21',
          outcome: 'waiting',
        },
      ],
      nextCursor: null,
      total: 56,
    },
  },
})

/** Refused rows are left out. Refused as a whole when a user of the file was changed since the preview. */
export const applyUserImport = endpoint({
  id: 'applyUserImport',
  method: 'POST',
  path: '/users/imports/:id/apply',
  summary: 'Apply an import as it was previewed.',
  params: byId,
  reply: UserImport,
  errors: ['not_found', 'import_stale', 'import_not_open'],
  permission: 'users:write',
  audit: 'users.import_applied',
  idempotent: true,
  example: { reply: { ...preview, state: 'applying' } },
})

/** Who was created is deleted, who was changed gets back what was there; whoever was changed since is kept, and the row says so. */
export const undoUserImport = endpoint({
  id: 'undoUserImport',
  method: 'POST',
  path: '/users/imports/:id/undo',
  summary: 'Take back an import as one.',
  params: byId,
  reply: UserImport,
  errors: ['not_found', 'import_not_open'],
  permission: 'users:write',
  audit: 'users.import_undone',
  idempotent: true,
  example: { reply: { ...preview, state: 'undoing' } },
})
