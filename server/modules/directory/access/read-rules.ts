import type { MappingRule, RuleCondition } from '@rollcall/contract'
import { Refused } from '../../../errors.ts'
import type { FindRole } from '../find-role.ts'
import { attributeAt, leafOf } from './looked-at.ts'

/** Rules as they are kept: roles by their ids. Refuses what no user could ever satisfy, with the rule it is in. */
export async function readRules(rules: readonly MappingRule[], findRole: FindRole): Promise<MappingRule[]> {
  const read: MappingRule[] = []
  for (const [index, rule] of rules.entries()) {
    const refuse = (at: string, sentence: string) => new Refused('bad_request', `Rule ${index + 1}: ${sentence}`, { at: `rules.${index}.${at}` })
    for (const [place, condition] of rule.conditions.entries()) refusePath(condition, problem => refuse(`conditions.${place}`, problem))
    const { role, manager } = rule.gives
    if (manager !== undefined && manager.kind === 'attribute') refusePath(manager, problem => refuse('gives.manager', problem))
    if (role === undefined) read.push(rule)
    else {
      const found = await findRole(role)
      if ('known' in found) throw refuse('gives.role', `there is no role "${role.slice(0, 100)}". There are ${found.known.join(', ')}.`)
      read.push({ ...rule, gives: { ...rule.gives, role: found.id } })
    }
  }
  return read
}

function refusePath(looking: RuleCondition | { kind: 'attribute'; path: string }, refusal: (problem: string) => Refused): void {
  if (looking.kind !== 'attribute') return
  const at = attributeAt(looking.path)
  if (at === null)
    throw refusal(`there is no attribute "${looking.path.slice(0, 200)}" to look at. Choose one of those that GET /mapping-rules/attributes lists.`)
  if (leafOf(at).type !== 'complex') return
  const [part] = at.attribute.subAttributes ?? []
  throw refusal(`"${looking.path}" has parts; name one of them, such as ${looking.path}.${part?.name ?? 'value'}.`)
}
