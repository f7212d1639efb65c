import type { Context } from '@rollcall/server/context.ts'
import * as connections from '@rollcall/server/modules/connections/index.ts'
import * as lifecycle from '@rollcall/server/modules/lifecycle/index.ts'

/** What is under way when a visitor comes: a plan that waits for an approval, and one whose task waits for whoever approved it. */
export async function beginPlans(ctx: Context): Promise<void> {
  await lifecycle.compareRoll(ctx)
  const idOf = new Map((await connections.listConnections(ctx)).map(({ name, id }) => [name, id]))
  const unused = await Promise.all(
    (['idle', 'never_signed_in'] as const).map(kind => lifecycle.listFindings(ctx, { kind, connectionId: idOf.get('Salesforce'), sort: 'oldest', limit: 10 })),
  )
  const findingIds = unused.flatMap(({ items }) => items.map(({ id }) => id))
  if (findingIds.length > 0) await lifecycle.draftPlan(ctx, findingIds, { title: 'Salesforce licences that nobody uses', byChoice: true })

  const loom = idOf.get('Loom')
  if (loom === undefined) return
  const { id, hash } = await lifecycle.draftSteps(ctx, {
    title: 'Single sign-on for Loom',
    steps: [
      {
        action: 'vendor_request',
        connectionId: loom,
        personId: null,
        message: {
          to: 'support@loom.example',
          subject: 'Require single sign-on for fernhollow.example',
          body: 'Please switch sign-in by password off for our workspace. Everybody signs in through Okta; one account still has a password of its own.',
        },
        reason: 'Hugo Castellano can sign in to Loom with a password, past Okta.',
      },
    ],
  })
  await lifecycle.approvePlan(ctx, id, hash)
}
