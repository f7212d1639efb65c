import { EngagementDetails } from '@rollcall/contract'
import type { Context } from '@rollcall/server/context.ts'
import * as connections from '@rollcall/server/modules/connections/index.ts'
import * as conversations from '@rollcall/server/modules/conversations/index.ts'
import * as lifecycle from '@rollcall/server/modules/lifecycle/index.ts'
import { companyCalls, type StandIns } from '@rollcall/simulators'
import { setAccessRules } from './access-rules.ts'
import { backdateAccounts } from './backdate.queries.ts'
import { beginPlans } from './begin-plans.ts'
import { competitors } from './competitors.ts'
import { awaitFirstReads, connectVendors, readAgain } from './connect-vendors.ts'
import { labelProtected } from './label-protected.ts'

/** The company has had Rollcall for this long. */
const knownForDays = 45

/** In a month, for a licence of each. */
const prices: Record<string, number> = { Salesforce: 165, Slack: 12.5, Chorus: 100, Clari: 90, 'People.ai': 75, Relay: 60 }

/** Connects the stand-ins and imports the calls, as the admin who asked for it would. What a failure leaves half-way is taken back. */
export async function fillWorkspace(ctx: Context, standIns: StandIns): Promise<void> {
  const connected: string[] = []
  const imported: string[] = []
  try {
    await nameCompetitors(ctx)
    await connectVendors(ctx, standIns, connected)
    for (const { fileName, transcript, details } of companyCalls(ctx.clock.now())) {
      const upload = { fileName, bytes: Buffer.from(transcript), format: 'webvtt', details: EngagementDetails.parse(details) } as const
      imported.push((await conversations.importEngagement(ctx, upload)).id)
    }
    await awaitFirstReads(ctx)
    await labelProtected(ctx, standIns.company.protected)
    await setPrices(ctx)
    await backdateAccounts(ctx, knownForDays)
    standIns.breakPagerDuty()
    await readAgain(ctx)
    await setAccessRules(ctx)
    await beginPlans(ctx)
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

async function setPrices(ctx: Context): Promise<void> {
  const priced = (await connections.listConnections(ctx)).flatMap(({ id: connectionId, name }) =>
    prices[name] === undefined ? [] : [{ connectionId, licence: null, amount: prices[name], currency: 'EUR' }],
  )
  await lifecycle.savePrices(ctx, priced)
}
