import { gzipSync } from 'node:zlib'
import type { Context } from '../../context.ts'
import type { Erasable, Subject, Tally } from '../../erasable.ts'
import { hostOf } from './engagement.ts'
import { findAnalysis, findParticipants, lockEngagement, replaceParticipants, updateAnalysis, updateEngagement } from './engagement.queries.ts'
import { eraseFromCall } from './erase-from-call.ts'
import { countInCalls, dropSource, findFileName, findMomentRows, findNamedCalls, isHeld, keepErasedWords } from './erasure.queries.ts'
import { homeOf } from './home.ts'
import { findUtterances, indexForSearch } from './transcript.queries.ts'

const atOnce = 10
const nothing = gzipSync('')

const tally = (table: string, what: string, rows: number): Tally => ({ table, what, rows })

/** Everything of calls that holds the subject's words or name, its search index included. */
export const erasableCalls: Erasable = {
  count: async (ctx, subject) => {
    const { calls, participants, utterances, moments } = await countInCalls(ctx.db, subject)
    return [
      tally('engagements', 'Calls they took part in, owned or are named in', calls),
      tally('engagement_participants', 'Entries as a participant', participants),
      tally('utterances', 'Turns they spoke', utterances),
      tally('moments', 'Moments in what they said', moments),
    ]
  },
  erase: async (ctx, subject, keep) => {
    const ids = await findNamedCalls(ctx.db, subject)
    for (let from = 0; from < ids.length; from += atOnce)
      await ctx.transaction(async () => {
        const calls = ids.slice(from, from + atOnce)
        const tallies: Tally[] = []
        for (const id of calls) tallies.push(...(await eraseCall(ctx, id, subject)))
        await keep({ tallies, calls })
      })
  },
}

/** A person may place a hold or change the call while the erasure runs: it is locked, and looked at again. */
async function eraseCall(ctx: Context, id: string, subject: Subject): Promise<Tally[]> {
  const row = await lockEngagement(ctx.db, id)
  if (row === undefined || (await isHeld(ctx.db, id))) return []
  const [participants, analysis, utterances, moments, fileName, home] = [
    await findParticipants(ctx.db, id),
    await findAnalysis(ctx.db, id),
    await findUtterances(ctx.db, id),
    await findMomentRows(ctx.db, id),
    await findFileName(ctx.db, id),
    await homeOf(ctx, hostOf(row)),
  ]
  const erased = eraseFromCall({ participants, speakers: analysis?.speakers ?? [], brief: analysis?.brief ?? null, utterances, moments }, subject, home)
  const unowned = (email: string | null) => (email !== null && subject.emails.includes(email.toLowerCase()) ? null : email)
  const text = (value: string | null) => (value === null ? null : erased.write(value))
  const [owner_email, first_owner_email] = [unowned(row.owner_email), unowned(row.first_owner_email)]
  await replaceParticipants(ctx.db, id, erased.participants)
  if (analysis !== undefined) await updateAnalysis(ctx.db, id, { speakers: erased.speakers, metrics: analysis.metrics, brief: erased.brief })
  await keepErasedWords(ctx.db, id, erased)
  await updateEngagement(ctx.db, id, {
    title: erased.write(row.title),
    owner_email,
    first_owner_email,
    match_reason: text(row.match_reason),
    failure: text(row.failure),
  })
  await dropSource(ctx.db, id, nothing, erased.write(fileName))
  await indexForSearch(ctx.db, id)
  await ctx.publish({ topic: 'engagements', id })
  const changed = erased.participants.filter((each, index) => each.name !== participants[index]?.name || each.email !== participants[index]?.email).length
  return [
    tally('engagements', 'Calls in which they were replaced', 1),
    tally('engagement_participants', 'Entries as a participant', changed),
    tally('utterances', subject.mode === 'remove' ? 'Turns removed or changed' : 'Turns in which names were replaced', erased.utterances.length),
    tally('moments', 'Moments removed', erased.removedMoments.length),
    tally('transcripts', 'Original files removed', 1),
  ]
}
