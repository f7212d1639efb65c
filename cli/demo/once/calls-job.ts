import { type Engagement, importEngagement, listEngagements, listTrackers, readEngagement, updateConnection, updateTracker } from '@rollcall/contract'
import { companyCalls } from '@rollcall/simulators'
import type { Client } from '../../client.ts'
import { competitors } from '../competitors.ts'
import { playDeliveries } from './deliveries.ts'
import type { Eyes } from './eyes.ts'
import { type Ledger, verify } from './ledger.ts'
import { waitUntil } from './wait-until.ts'

/** Below this a call has no brief. */
const shortestBriefSeconds = 600

/**
 * From transcripts to tasks. Salesforce is paused until all calls are matched, so that a preview can be seen before anything is written,
 * and that a paused CRM loses nothing.
 */
export async function playCalls(client: Client, ledger: Ledger, eyes: Eyes, salesforceId: string): Promise<void> {
  const pause = (paused: boolean) => client.call(updateConnection, { params: { id: salesforceId }, body: { paused } })
  await ledger.step('calls', 'name competitors', () => nameCompetitors(client))
  await pause(true)
  await ledger.step('calls', 'import', () => importCalls(client))
  const { calls } = await ledger.step('calls', 'analyse', () => awaitAnalysis(client))
  const { deals } = await ledger.step('calls', 'match', () => verifyMatches(eyes, calls))
  await playDeliveries(client, ledger, eyes, { calls, deals, resume: () => pause(false) })
}

async function nameCompetitors(client: Client) {
  const { items } = await client.call(listTrackers)
  const tracker = items.find(({ name }) => name === competitors.name)
  verify(tracker !== undefined, `A new workspace has no tracker named ${competitors.name}.`)
  const { phrases } = await client.call(updateTracker, { params: { id: tracker.id }, body: competitors })
  return { count: phrases.length, seen: `The tracker ${competitors.name} listens for ${phrases.join(', ')}.` }
}

async function importCalls(client: Client) {
  const uploads = companyCalls(new Date())
  const created = []
  for (const upload of [...uploads, ...uploads]) created.push((await client.call(importEngagement, { body: upload })).created)
  verify(
    created.every((each, index) => each === index < uploads.length),
    'A transcript that came twice did not make one call.',
  )
  return { count: uploads.length, seen: 'Transcripts were read as WebVTT; each came twice and was taken once.' }
}

async function awaitAnalysis(client: Client) {
  const { items } = await waitUntil(
    () => client.call(listEngagements, { query: { limit: 200 } }),
    list => list.items.every(({ state }) => state === 'matched' || state === 'failed'),
    list => `${list.items.filter(({ state }) => state === 'received').length} calls are not analysed.`,
  )
  const calls = await Promise.all(items.map(({ id }) => client.call(readEngagement, { params: { id } })))
  for (const call of calls) verifyAnalysis(call)
  const moments = calls.reduce((sum, call) => sum + call.moments.length, 0)
  const briefs = calls.filter(({ brief }) => brief?.reason === null).length
  return {
    calls,
    count: calls.length,
    seen: `${moments} moments, each with its speaker's side; ${briefs} briefs, and none for a call of less than ten minutes.`,
  }
}

function verifyAnalysis({ title, state, failure, speakers, moments, brief, durationSeconds }: Engagement): void {
  verify(state === 'matched', `"${title}" could not be analysed: ${failure ?? 'no reason is given'}`)
  const strangers = speakers.filter(({ side }) => side === 'unknown').map(({ name }) => name)
  verify(strangers.length === 0, `In "${title}" nobody knows on which side ${strangers.join(', ')} sits.`)
  verify(moments.length > 0, `Nothing was found in "${title}".`)
  const tooShort = durationSeconds < shortestBriefSeconds
  verify((brief?.reason === null) !== tooShort, `"${title}" has ${tooShort ? 'a brief, and is too short for one' : 'no brief'}.`)
}

/** Holds each match against the deal that Salesforce itself names; answers the deals' ids by engagement. */
async function verifyMatches(eyes: Eyes, calls: readonly Engagement[]) {
  const deals = new Map<string, string>()
  for (const { id, title, match, participants } of calls) {
    const deal = await eyes.nextDealOf(participants.flatMap(({ email }) => email ?? []))
    const [found, expected] = [match?.opportunityName ?? 'no deal', deal?.Name ?? 'no deal']
    verify(found === expected, `"${title}" was matched with ${found}, where Salesforce itself says ${expected}.`)
    if (deal !== null) deals.set(id, deal.Id)
  }
  return { deals, count: deals.size, seen: `Each went to the account and deal that Salesforce names; ${calls.length - deals.size} is among colleagues.` }
}
