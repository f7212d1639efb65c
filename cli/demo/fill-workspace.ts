import { EngagementDetails } from '@rollcall/contract'
import type { Context } from '@rollcall/server/context.ts'
import * as connections from '@rollcall/server/modules/connections/index.ts'
import * as conversations from '@rollcall/server/modules/conversations/index.ts'
import { companyCalls, type StandIns } from '@rollcall/simulators'
import { competitors } from './competitors.ts'
import { labelProtected } from './label-protected.ts'

/** Connects the stand-ins and imports the calls, as the admin who asked for it would. What a failure leaves half-way is taken back. */
export async function fillWorkspace(ctx: Context, standIns: StandIns): Promise<void> {
  const connected: string[] = []
  const imported: string[] = []
  try {
    await nameCompetitors(ctx)
    for (const wanted of standIns.connections) connected.push((await connections.createConnection(ctx, wanted)).id)
    for (const { fileName, transcript, details } of companyCalls(ctx.clock.now())) {
      const upload = { fileName, bytes: Buffer.from(transcript), format: 'webvtt', details: EngagementDetails.parse(details) } as const
      imported.push((await conversations.importEngagement(ctx, upload)).id)
    }
    await labelProtected(ctx, standIns.company.protected)
  } catch (thrown) {
    for (const id of imported) await conversations.deleteEngagement(ctx, id)
    for (const id of connected) await connections.deleteConnection(ctx, id)
    throw thrown
  }
}

async function nameCompetitors(ctx: Context): Promise<void> {
  const { items } = await conversations.listTrackers(ctx)
  const tracker = items.find(({ name }) => name === competitors.name)
  if (tracker !== undefined) await conversations.updateTracker(ctx, tracker.id, competitors)
}
