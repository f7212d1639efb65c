import type { IdentityApp, IdentityAppChoice } from '@rollcall/contract'
import { type Context, nameOf } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { record } from '../audit/index.ts'
import { connectorOf, findConnections } from '../connections/index.ts'
import { type AppKey, findIdentityApps, findOverlaps, type IdentityAppRow, type Overlap, updateIdentityApp } from './identity-app.queries.ts'

interface AppConnection {
  readonly id: string
  readonly name: string
}

/** Every app that an identity source gives, with the connection that shows its accounts, or those that may. */
export async function listIdentityApps(ctx: Context): Promise<{ items: IdentityApp[]; choices: { connectionId: string; name: string }[] }> {
  const rows = await findIdentityApps(ctx.db)
  const [connections, overlaps] = [await appConnections(ctx), await findOverlaps(ctx.db)]
  return {
    items: rows.map(row => toIdentityApp(row, connections, overlaps)),
    choices: connections.map(({ id, name }) => ({ connectionId: id, name })),
  }
}

/** Says which connection shows the accounts of an app; what identity sources say of assignments is judged by it from now on. */
export const chooseIdentityApp = (ctx: Context, key: AppKey, choice: IdentityAppChoice): Promise<IdentityApp> =>
  ctx.transaction(async () => {
    const [before] = await findIdentityApps(ctx.db, key)
    if (before === undefined) throw new Refused('not_found', 'The identity source has no app with this id; read it again.')
    const connections = await appConnections(ctx)
    const chosen = choice.how === 'chosen' ? connections.find(({ id }) => id === choice.connectionId) : undefined
    if (choice.how === 'chosen' && chosen === undefined)
      throw new Refused('conflict', 'This connection shows no accounts of an app. Choose one that does, or connect the app first.')
    const byHuman = choice.how !== 'automatic'
    await updateIdentityApp(ctx.db, key, {
      app_connection_id: chosen?.id ?? null,
      unlinked: choice.how === 'none',
      linked_by: byHuman ? nameOf(ctx.actor) : null,
      linked_at: byHuman ? ctx.clock.now() : null,
    })
    const [after = before] = await findIdentityApps(ctx.db, key)
    await ctx.publish({ topic: 'people', id: null })
    await ctx.enqueue('compare-roll', {})
    await record(ctx, 'identity_app.chosen', null, {
      source: before.connectionName,
      app: before.name,
      before: before.appName,
      after: after.appName,
      how: choice.how,
    })
    return toIdentityApp(after, connections, await findOverlaps(ctx.db))
  })

const appConnections = async (ctx: Context): Promise<AppConnection[]> =>
  (await findConnections(ctx.db)).filter(({ connector }) => connectorOf(connector).reads.accounts !== undefined)

function toIdentityApp(row: IdentityAppRow, connections: readonly AppConnection[], overlaps: readonly Overlap[]): IdentityApp {
  const { appId, appName, unlinked, chosen } = row
  return {
    connectionId: row.connectionId,
    connectionName: row.connectionName,
    externalId: row.externalId,
    name: row.name,
    people: row.people,
    how: unlinked ? 'none' : appId === null ? null : chosen ? 'chosen' : 'name',
    app: appId === null || appName === null ? null : { connectionId: appId, name: appName },
    chosenBy: row.by,
    chosenAt: row.at?.toISOString() ?? null,
    suggestions: appId === null && !unlinked ? suggest(row, connections, overlaps) : [],
  }
}

// Fewer than half hold an account of every app that most people have.
const leastShare = 0.5

function suggest(row: IdentityAppRow, connections: readonly AppConnection[], overlaps: readonly Overlap[]): IdentityApp['suggestions'] {
  const ranked = connections.flatMap(({ id, name }) => {
    const overlap = overlaps.find(each => each.connectionId === row.connectionId && each.externalId === row.externalId && each.appId === id)
    const share = overlap === undefined ? 0 : overlap.holding / overlap.asked
    const alike = wordsOf(name).some(word => wordsOf(row.name).includes(word))
    const evidence = [
      ...(alike ? [`Its name is like ${row.name}.`] : []),
      ...(overlap !== undefined && share >= leastShare ? [`${overlap.holding} of ${overlap.asked} people who are given it hold an account there.`] : []),
    ]
    return evidence.length ? [{ suggestion: { connectionId: id, name, evidence }, weight: share + (alike ? 1 : 0) }] : []
  })
  return ranked.toSorted((a, b) => b.weight - a.weight).map(({ suggestion }) => suggestion)
}

/** Words that tell apps apart: `Salesforce (production)` and `Salesforce` share one. */
const wordsOf = (name: string): string[] =>
  name
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(word => word.length > 2 && !commonWords.has(word))
const commonWords = new Set(['app', 'com', 'inc', 'the', 'sso', 'saml', 'scim', 'oidc', 'prod', 'production', 'sandbox', 'test', 'cloud', 'enterprise'])
