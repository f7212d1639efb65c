import { z } from 'zod'
import { endpoint, unaudited } from '../endpoint.ts'
import { pageOf, PageQuery } from '../page.ts'
import { Erasure, ErasureCertificate, ErasureMode, ErasurePreview, ErasureSummary, Hold, PlaceHold, ReleaseHold } from '../records/erasure.ts'
import { Email, Id, Sha256 } from '../scalars.ts'

const ById = z.object({ id: Id })
const Emails = z.array(Email).min(1).max(10)

export const listHolds = endpoint({
  id: 'listHolds',
  method: 'GET',
  path: '/holds',
  summary: 'Legal holds, those in force first.',
  reply: z.object({ items: z.array(Hold) }),
  errors: [],
  permission: 'settings:write',
  audit: unaudited('read only'),
})

export const placeHold = endpoint({
  id: 'placeHold',
  method: 'POST',
  path: '/holds',
  summary: 'Put a person, an account or a call on legal hold.',
  body: PlaceHold,
  reply: Hold,
  errors: ['not_found', 'conflict'],
  permission: 'settings:write',
  audit: 'hold.placed',
})

export const releaseHold = endpoint({
  id: 'releaseHold',
  method: 'POST',
  path: '/holds/:id/release',
  summary: 'Release a legal hold, with the reason.',
  params: ById,
  body: ReleaseHold,
  reply: Hold,
  errors: ['not_found', 'conflict'],
  permission: 'settings:write',
  audit: 'hold.released',
})

/** POST, because an address in a URL ends up in logs. */
export const previewErasure = endpoint({
  id: 'previewErasure',
  method: 'POST',
  path: '/erasures/preview',
  summary: 'What an erasure would do; changes nothing.',
  body: z.object({ emails: Emails }),
  reply: ErasurePreview,
  errors: [],
  permission: 'settings:write',
  audit: unaudited('changes nothing, and the entry would name whom somebody thought of erasing'),
})

export const requestErasure = endpoint({
  id: 'requestErasure',
  method: 'POST',
  path: '/erasures',
  summary: 'Erase a person, by their addresses. Cannot be undone.',
  body: z.object({
    emails: Emails,
    mode: ErasureMode,
    confirm: z.string().describe('The first address again, typed.'),
    leaveHeld: z.boolean().default(false).describe('Go on although calls on legal hold are left out.'),
  }),
  reply: Erasure,
  errors: ['conflict', 'on_hold', 'own_account'],
  permission: 'settings:write',
  audit: 'erasure.requested',
})

export const listErasures = endpoint({
  id: 'listErasures',
  method: 'GET',
  path: '/erasures',
  summary: 'Erasures, newest first.',
  query: PageQuery,
  reply: pageOf(ErasureSummary),
  errors: [],
  permission: 'settings:write',
  audit: unaudited('read only'),
})

export const readErasure = endpoint({
  id: 'readErasure',
  method: 'GET',
  path: '/erasures/:id',
  summary: 'One erasure, with its certificate once it is done.',
  params: ById,
  reply: Erasure,
  errors: ['not_found'],
  permission: 'settings:write',
  audit: unaudited('read only'),
})

export const verifyErasure = endpoint({
  id: 'verifyErasure',
  method: 'POST',
  path: '/erasures/verify',
  summary: 'Whether a certificate is whole, was issued here, and is about an address.',
  body: z.object({ certificate: ErasureCertificate, email: Email.optional() }),
  reply: z.object({
    /** The hash that the certificate should have. */
    sha256: Sha256,
    whole: z.boolean(),
    /** The entry of the audit log that holds the same hash; null when this workspace issued no such certificate. */
    auditEntry: z.number().int().nullable(),
    /** Whether it is about the address; null when none was given, or the certificate is not of this workspace. */
    about: z.boolean().nullable(),
  }),
  errors: [],
  permission: 'audit:read',
  audit: unaudited('read only'),
})
