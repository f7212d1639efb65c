import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { EngagementDetails, TranscriptFormat } from '@rollcall/contract'
import type { z } from 'zod'
import type { Context } from '../../context.ts'
import { record } from '../audit/index.ts'
import { refuseWhoLeft } from '../directory/index.ts'
import { titleFrom } from './default-title.ts'
import { participantFrom, storable } from './engagement.ts'
import { type EngagementRow, findBySource, insertEngagement, insertSpeakers, replaceParticipants } from './engagement.queries.ts'
import { joinHandOver } from './hand-over.queries.ts'
import { readTranscript } from './formats/index.ts'
import { homeOf } from './home.ts'
import { ownershipOf } from './owner.ts'
import { speakersOf } from './speakers.ts'
import { indexForSearch, insertTranscript, insertUtterances } from './transcript.queries.ts'

interface Upload {
  readonly fileName: string
  readonly bytes: Uint8Array
  readonly format: TranscriptFormat
  readonly details: z.output<typeof EngagementDetails>
}

const source = 'import'
const compress = promisify(gzip)

/**
 * Takes in a transcript. The same one again, by its id at the source or else by its bytes, title and start, answers the engagement
 * that is there. Refuses what cannot be read and then keeps nothing.
 */
export async function importEngagement(ctx: Context, upload: Upload): Promise<{ id: string; created: boolean; title: string; note?: string }> {
  const key = sourceKeyOf(upload)
  const known = await findBySource(ctx.db, source, key)
  if (known !== undefined) return asKnown(known)
  const { details } = upload
  const fileName = storable(upload.fileName)
  const transcript = readTranscript(upload.bytes, upload.format, fileName)
  const utterances = transcript.utterances.map((utterance, index) => ({ index, ...utterance }))
  const participants = details.participants.map(participantFrom)
  const speakers = speakersOf(transcript, participants, await homeOf(ctx, details.ownerEmail ?? null))
  const compressed = await compress(upload.bytes)
  return ctx.transaction(async () => {
    await refuseWhoLeft(ctx)
    const owner = await ownershipOf(ctx, details.ownerEmail ?? null, details.startedAt === undefined ? null : new Date(details.startedAt))
    const row = await insertEngagement(ctx.db, {
      source,
      source_key: key,
      kind: details.kind,
      title: storable(details.title ?? '') || titleFrom(fileName),
      started_at: details.startedAt === undefined ? ctx.clock.now() : new Date(details.startedAt),
      duration_seconds: utterances.reduce((latest, { end }) => Math.max(latest, end), 0),
      owner_email: owner.email,
      url: details.url ?? null,
      language: transcript.language,
      participant_count: participants.length,
      state: 'received',
      failure: null,
      account_id: null,
      account_name: null,
      opportunity_id: null,
      opportunity_name: null,
      match_method: null,
      match_reason: null,
      created_at: ctx.clock.now(),
    })
    // Somebody else imported it since we looked.
    if (row === undefined) return asKnown(await findBySource(ctx.db, source, key))
    if (owner.departureId !== null) await joinHandOver(ctx.db, row.id, owner.departureId)
    await insertTranscript(ctx.db, { engagement_id: row.id, file_name: fileName, format: transcript.format, source: compressed })
    await insertUtterances(ctx.db, row.id, utterances)
    await replaceParticipants(ctx.db, row.id, participants)
    await insertSpeakers(ctx.db, row.id, speakers)
    await indexForSearch(ctx.db, row.id)
    await ctx.enqueue('analyse-engagement', { engagementId: row.id })
    await ctx.publish({ topic: 'engagements', id: row.id })
    await record(ctx, 'engagement.imported', row.id, { title: row.title, fileName, format: transcript.format })
    return { id: row.id, created: true, title: row.title, ...(owner.note === null ? {} : { note: owner.note }) }
  })
}

const asKnown = (row: EngagementRow | undefined) => {
  if (row === undefined) throw new Error('The engagement was deleted while it was imported again.')
  return { id: row.id, created: false, title: row.title }
}

function sourceKeyOf({ bytes, details }: Upload): string {
  const externalId = storable(details.externalId ?? '')
  if (externalId !== '') return `id:${externalId}`
  const hash = createHash('sha256').update(bytes)
  return `sha256:${hash.update(JSON.stringify([details.title ?? null, details.startedAt ?? null])).digest('hex')}`
}
