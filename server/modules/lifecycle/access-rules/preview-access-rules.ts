import type { AccessRules, AccessRulesPreview } from '@rollcall/contract'
import type { Context } from '../../../context.ts'
import { Refused } from '../../../errors.ts'
import { gatherCircumstances } from '../circumstances.ts'
import { createDeviations, type Effects, findEffects, gatherDeviations, groundDeviations } from '../compare.queries.ts'
import { kindOf, kinds } from '../findings/kinds.ts'
import { canonicalJson, sha256 } from '../plan.ts'
import { compileOrNull, readRulesInForce } from './rules-in-force.ts'
import { diffRules } from './diff-rules.ts'
import { countGiven } from './expected.queries.ts'
import { type FindConnection, keepReferences, openConnections, showReferences, warningsOf } from './references.ts'
import { findRuleSet } from './rule-sets.queries.ts'

/** New rules, or the version that is taken up again. */
export interface Draft {
  readonly document?: AccessRules | undefined
  readonly restores?: number | undefined
}

/** A draft as it would be kept, and what it comes to as the database is now. */
export interface Consequences {
  readonly version: number
  readonly before: AccessRules
  readonly document: AccessRules
  readonly find: FindConnection
  readonly effects: Effects
  readonly given: readonly { readonly rule: string; readonly persons: number }[]
  readonly hash: string
}

const mostItems = 200
const ruled = kinds.filter(kind => kind.ruled === true)

/**
 * Asks the questions of a comparison under the draft, in the transaction of the caller, and writes nothing. Saving does the same and holds its
 * hash against that of the preview, so that what was read is what is done.
 */
export async function consequencesOf(ctx: Context, draft: Draft): Promise<Consequences> {
  const { db } = ctx
  const now = ctx.clock.now()
  const find = await openConnections(db)
  const { version, document: before } = await readRulesInForce(db, now)
  const document = await documentOf(ctx, draft, find)
  const circumstances = await gatherCircumstances(ctx, now, compileOrNull(document, now))
  await createDeviations(db)
  if (circumstances.rules !== null) for (const kind of ruled) await gatherDeviations(db, kind, kind.question(circumstances))
  await groundDeviations(db)
  const effects = await findEffects(
    db,
    ruled.map(({ kind }) => kind),
    now,
    mostItems,
  )
  const given = circumstances.rules === null ? [] : await countGiven(db)
  return { version, before, document, find, effects, given, hash: sha256(canonicalJson([version, document, effects.digest])) }
}

async function documentOf({ db }: Context, { document, restores }: Draft, find: FindConnection): Promise<AccessRules> {
  if (restores === undefined) return keepReferences(document ?? { rules: [], closed: [], exceptions: [] }, find)
  const found = await findRuleSet(db, restores)
  if (found === undefined) throw new Refused('not_found', `There is no version ${restores} of the access rules.`, { at: 'restores' })
  return found.document
}

export const previewAccessRules = (ctx: Context, draft: Draft): Promise<AccessRulesPreview> =>
  ctx.transaction(async () => {
    const { before, document, find, effects, given, hash } = await consequencesOf(ctx, draft)
    const of = (change: 'opened' | 'resolved', kind?: string) =>
      effects.counts.reduce((sum, each) => sum + (each.change === change && (kind === undefined || each.kind === kind) ? each.count : 0), 0)
    const persons = new Map(given.map(each => [each.rule, each.persons]))
    return {
      hash,
      changes: diffRules(showReferences(before, find), showReferences(document, find)),
      given: document.rules.map(({ name }) => ({ rule: name, persons: persons.get(name) ?? 0 })),
      persons: effects.persons,
      opened: of('opened'),
      resolved: of('resolved'),
      counts: ruled.map(({ kind }) => ({ kind, opened: of('opened', kind), resolved: of('resolved', kind) })).filter(each => each.opened + each.resolved > 0),
      items: effects.items.map(({ change, kind, personName, connectionName, evidence }) => ({
        change,
        kind,
        personName,
        connectionName,
        sentence: kindOf(kind).sentence({ personName, connectionName, grounds: evidence, login: evidence.accounts[0]?.userName ?? personName }),
      })),
      warnings: await warningsOf(ctx.db, document, find),
    }
  })
