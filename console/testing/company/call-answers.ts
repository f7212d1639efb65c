import { Refusal, type Answers } from '../answers.ts'
import { page, found, includes, done } from './answering.ts'
import { callOf, calls, deliveriesOf, manyUtterances, preview, utterances } from './calls.ts'
import { ago, id } from './ids.ts'
import { crmAccounts } from './stack.ts'
import { trackers } from './trackers.ts'

/** Calls, where they go, and trackers. Call 1 has a very long transcript. */
const callIndex = (wanted: string) => calls.indexOf(found(calls, wanted))

export const callAnswers = {
  listEngagements: ({ query }) =>
    page(
      calls
        .filter(call => includes(call.title, query.q) && (!query.delivery || call.delivery === query.delivery))
        .map(call => (query.q ? { ...call, snippet: `It is <<${query.q}>> that we talked about, and nothing else.` } : call)),
      query,
    ),
  readEngagement: ({ params }) => callOf(callIndex(params.id), callIndex(params.id) === 1 ? manyUtterances : utterances),
  readTranscript: ({ params }) => ({ utterances: callIndex(params.id) === 1 ? manyUtterances : utterances }),
  importEngagement: ({ body }) => {
    if (!body.transcript.trim()) throw new Refusal('file_empty', 'The file is empty.')
    return { id: id('call', 1), created: true, title: body.details.title ?? 'Imported' }
  },
  updateParticipants: ({ params }) => callOf(callIndex(params.id)),
  correctMatch: ({ params, body }) => ({
    ...callOf(callIndex(params.id)),
    match: {
      accountId: body.accountId,
      accountName: crmAccounts.find(account => account.id === body.accountId)?.name ?? null,
      opportunityId: null,
      opportunityName: null,
      method: body.accountId ? 'manual' : 'none',
      reason: 'Corrected by Mara Lindqvist.',
    },
  }),
  listDeliveries: ({ params }) => ({ items: deliveriesOf(params.id) }),
  previewDeliveries: () => ({ items: preview }),
  deliverEngagement: ({ params }) => ({ items: deliveriesOf(params.id) }),
  deleteEngagement: () => done,
  listCrmAccounts: ({ query }) => ({ items: crmAccounts.filter(({ name }) => includes(name, query.q)) }),

  listTrackers: () => ({
    items: trackers.map((tracker, index) => ({ ...tracker, engagements: tracker.enabled ? 31 - index * 9 : 0, hits: tracker.enabled ? 104 - index * 31 : 0 })),
    rescanning: 12,
  }),
  createTracker: ({ body }) => ({ ...body, id: id('tracker', 9), updatedAt: ago(0) }),
  updateTracker: ({ params, body }) => ({ ...body, id: params.id, updatedAt: ago(0) }),
  deleteTracker: () => done,
} satisfies Partial<Answers>
