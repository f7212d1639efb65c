import type { AccessRules, AccessRuleSet, AccessRuleVersion } from '@rollcall/contract'
import { type Context, nameOf } from '../../../context.ts'
import { Refused } from '../../../errors.ts'
import { record } from '../../audit/index.ts'
import { forgetComparison } from '../compare.queries.ts'
import { compare } from '../compare-roll.ts'
import { hasEnded } from './compiled-rules.ts'
import { consequencesOf, type Draft } from './preview-access-rules.ts'
import { openConnections, showReferences, warningsOf } from './references.ts'
import { findInForce, findRuleSet, findRuleSets, insertRuleSet, lockAccessRules, type RuleSetRow } from './rule-sets.queries.ts'
import { noRules } from './rules-in-force.ts'

/**
 * Saves a draft as it was previewed and compares everybody in the same transaction: findings open and resolve, no account changes. Refuses
 * `rules_stale` when the rules, or what the draft would find, are not those of the preview any more.
 */
export async function saveAccessRules(ctx: Context, { hash, ...draft }: Draft & { hash: string }): Promise<AccessRuleSet> {
  await ctx.transaction(async () => {
    await lockAccessRules(ctx.db)
    const consequences = await consequencesOf(ctx, draft)
    if (consequences.hash !== hash)
      throw new Refused('rules_stale', 'The rules, or what they would find, are not as they were previewed any more. Look at the preview again, then save.')
    const { document, effects } = consequences
    const version = consequences.version + 1
    const restores = draft.restores ?? null
    await insertRuleSet(ctx.db, { version, document, saved_at: ctx.clock.now(), saved_by: nameOf(ctx.actor), restores })
    await forgetComparison(ctx.db)
    await compare(ctx)
    await ctx.publish({ topic: 'access-rules', id: null })
    await record(ctx, 'access_rules.saved', null, {
      version,
      rules: document.rules.length,
      exceptions: document.exceptions.length,
      persons: effects.persons,
      ...(restores === null ? {} : { restores }),
    })
  })
  return readAccessRules(ctx)
}

export async function readAccessRules(ctx: Context): Promise<AccessRuleSet> {
  const { db } = ctx
  const row = await findInForce(db)
  const find = await openConnections(db)
  const document = row?.document ?? noRules
  const now = ctx.clock.now()
  return {
    ...showReferences(document, find),
    version: row?.version ?? 0,
    savedAt: row?.saved_at.toISOString() ?? null,
    savedBy: row?.saved_by ?? null,
    ended: document.exceptions.flatMap((exception, place) => (hasEnded(exception, now) ? [place] : [])),
    warnings: await warningsOf(db, document, find),
  }
}

const versionOf = ({ version, saved_at, saved_by, restores, document }: RuleSetRow): AccessRuleVersion => ({
  version,
  savedAt: saved_at.toISOString(),
  savedBy: saved_by,
  restores,
  rules: document.rules.length,
  exceptions: document.exceptions.length,
})

export const listAccessRuleVersions = async ({ db }: Context): Promise<AccessRuleVersion[]> => (await findRuleSets(db)).map(versionOf)

export async function readAccessRuleVersion({ db }: Context, version: number): Promise<AccessRuleVersion & { document: AccessRules }> {
  const row = await findRuleSet(db, version)
  if (row === undefined) throw new Refused('not_found', `There is no version ${version} of the access rules.`)
  return { ...versionOf(row), document: showReferences(row.document, await openConnections(db)) }
}
