import type { MappingRule, MappingRuleSet, MappingRuleVersion } from '@rollcall/contract'
import { type Context, nameOf } from '../../../context.ts'
import { Refused } from '../../../errors.ts'
import { record } from '../../audit/index.ts'
import { openPower } from '../power.ts'
import { consequencesOf, type Draft } from './draft-rules.ts'
import { applyChanges, countAdmins, countByRule } from './population.queries.ts'
import { findRuleSet, findRuleSets, insertRuleSet, lockRules, type RuleSetRow } from './rule-sets.queries.ts'
import { readRules, rulesAnew } from './rules-in-force.ts'
import { losesAdmins } from './settle-users.ts'

/**
 * Saves a draft as it was previewed, and applies it to everybody in the same transaction. Refuses `rules_stale` when the rules, or whom the
 * draft changes, are not those of the preview any more, and `last_admin` when nobody could administer the workspace afterwards.
 */
export async function saveMappingRules(ctx: Context, { hash, ...draft }: Draft & { hash: string }): Promise<MappingRuleSet> {
  // Rules of somebody who is no admin give nobody, and least of all themselves, more than they have.
  const power = await openPower(ctx)
  await ctx.transaction(async () => {
    await lockRules(ctx.db)
    const { inForce, rules, question, changes, differing, refusal, hash: present } = await consequencesOf(ctx, draft)
    if (present !== hash)
      throw new Refused(
        'rules_stale',
        'The rules, or the people they would change, are not as they were previewed any more. Look at the preview again, then save.',
      )
    if (refusal !== null) throw new Refused('last_admin', refusal)
    for (const { gives } of rules) if (gives.role !== undefined) power.refuseRole(gives.role)
    const changed = differing.reduce((sum, { crowd }) => sum + crowd.users, 0)
    const [version, at, savedBy] = [inForce.version + 1, ctx.clock.now(), nameOf(ctx.actor)]
    await insertRuleSet(ctx.db, { version, rules, savedAt: at, savedBy, restores: draft.restores ?? null, changed })
    if (changes.length > 0) await applyChanges(ctx.db, question, changes, { at, actor: savedBy })
    if (changes.some(losesAdmins) && (await countAdmins(ctx.db)) === 0)
      throw new Refused('last_admin', 'These rules would leave no active admin, as somebody has just lost that role otherwise. Look at the preview again.')
    await ctx.publish({ topic: 'mapping-rules', id: null })
    await record(ctx, 'mapping_rules.saved', null, {
      version,
      rules: rules.length,
      changed,
      ...(draft.restores === undefined ? {} : { restores: draft.restores }),
    })
  })
  await rulesAnew(ctx.db)
  return readMappingRules(ctx)
}

export async function readMappingRules(ctx: Context): Promise<MappingRuleSet> {
  const { version, documents } = await readRules(ctx.db)
  const saved = version === 0 ? undefined : await findRuleSet(ctx.db, version)
  const given = await countByRule(ctx.db)
  return {
    version,
    savedAt: saved?.saved_at.toISOString() ?? null,
    savedBy: saved?.saved_by ?? null,
    rules: [...documents],
    given: Object.fromEntries(given.map(({ rule, users }) => [rule, users])),
  }
}

const versionOf = ({ version, saved_at, saved_by, restores, changed }: RuleSetRow) => ({
  version,
  savedAt: saved_at.toISOString(),
  savedBy: saved_by,
  restores,
  changed,
})

export const listMappingRuleVersions = async (ctx: Context): Promise<MappingRuleVersion[]> =>
  (await findRuleSets(ctx.db)).map(row => ({ ...versionOf(row), rules: row.count }))

export async function readMappingRuleVersion(ctx: Context, version: number): Promise<Omit<MappingRuleVersion, 'rules'> & { rules: MappingRule[] }> {
  const row = await findRuleSet(ctx.db, version)
  if (row === undefined) throw new Refused('not_found', `There is no version ${version} of the mapping rules.`)
  return { ...versionOf(row), rules: row.rules }
}
