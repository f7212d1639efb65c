import {
  correctMatch,
  deleteEngagement,
  deliverEngagement,
  importEngagement,
  listDeliveries,
  listEngagements,
  previewDeliveries,
  readEngagement,
  readTranscript,
  updateParticipants,
} from '@rollcall/contract'
import * as conversations from '../../modules/conversations/index.ts'
import * as crm from '../../modules/crm/index.ts'
import * as deliveries from '../../modules/deliveries/index.ts'
import { done, type Route } from './route.ts'
import { readTranscriptForm } from './transcript-form.ts'

export function engagementRoutes(route: Route): void {
  route(
    importEngagement,
    (ctx, { body: { fileName, transcript, format, details } }, { file }) =>
      conversations.importEngagement(ctx, { fileName, bytes: file ?? Buffer.from(transcript), format, details }),
    { form: readTranscriptForm },
  )
  route(listEngagements, (ctx, { query }) => conversations.listEngagements(ctx, query))
  route(readEngagement, (ctx, { params }) => conversations.readEngagement(ctx, params.id))
  route(readTranscript, async (ctx, { params }) => ({ utterances: await conversations.readUtterances(ctx, params.id) }))
  route(updateParticipants, (ctx, { params, body }) => conversations.updateParticipants(ctx, params.id, body.participants))
  route(deleteEngagement, async (ctx, { params }) => {
    await conversations.deleteEngagement(ctx, params.id)
    return done
  })
  route(correctMatch, (ctx, { params, body }) => crm.correctMatch(ctx, params.id, body))
  route(listDeliveries, async (ctx, { params }) => ({ items: await deliveries.listDeliveries(ctx, params.id) }))
  route(previewDeliveries, async (ctx, { params }) => ({ items: await deliveries.previewDeliveries(ctx, params.id) }))
  route(deliverEngagement, async (ctx, { params }) => ({ items: await deliveries.askDelivery(ctx, params.id) }))
}
