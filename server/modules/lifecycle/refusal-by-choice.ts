import type { FindingKind } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { findConnections } from '../connections/index.ts'
import type { Refusal, SourceStanding, Standing } from './finding.ts'
import { kindOf } from './findings/kinds.ts'
import { whyNot, whyUnread } from './refusal.ts'
import { resourcesOf } from './resources.ts'
import { findSources } from './standing.queries.ts'

/** How every list of people, and of who has which app, was read last. */
export async function findWitnesses(ctx: Context): Promise<SourceStanding[]> {
  const connections = await findConnections(ctx.db)
  const lists = await Promise.all(
    (['identities', 'assignments'] as const).map(resource =>
      findSources(
        ctx.db,
        connections.filter(({ connector }) => resourcesOf(connector).includes(resource)).map(({ id }) => id),
        resource,
      ),
    ),
  )
  return lists.flatMap(sources => [...sources.values()])
}

/**
 * Why an account may not be closed because a person chose so, or null. What is found because nobody knows of it rests on every witness: one
 * that was not read may be the one that does.
 */
export const refusalByChoice = (kind: FindingKind, account: Standing, witnesses: readonly SourceStanding[]): Refusal | null =>
  (kindOf(kind).absence === undefined ? null : whyUnread('deactivate_account', witnesses)) ?? whyNot('deactivate_account', account)
