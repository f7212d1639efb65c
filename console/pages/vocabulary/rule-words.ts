import type { GrantKind, GrantReason, ManagerGrant, MappingRule, RuleCondition } from '@rollcall/contract'

export const operatorWords: Record<RuleCondition['operator'], string> = {
  is: 'is',
  one_of: 'is one of',
  contains: 'contains',
  starts_with: 'starts with',
}

export const kindWords: Record<GrantKind, string> = { role: 'Role', licence: 'Licence', manager: 'Manager' }

/** Names of roles by their ids. */
export type RoleNames = ReadonlyMap<string, string>

/** `urn:ietf:…:User:department` is called department. */
export const attributeWord = (path: string): string => (path.startsWith('urn:') ? (path.split(':').at(-1) ?? path) : path)

const or = (values: readonly string[]) =>
  values.length > 4
    ? `${values.slice(0, 3).join(', ')} or one of ${values.length - 3} more`
    : values.length > 1
      ? `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`
      : (values[0] ?? '…')

const conditionWords = (condition: RuleCondition): string => {
  const verb = condition.operator === 'one_of' ? 'is' : operatorWords[condition.operator]
  const values = or(condition.values)
  if (condition.kind === 'group')
    return condition.operator === 'is' || condition.operator === 'one_of' ? `in the group ${values}` : `in a group that ${verb} ${values}`
  return `${condition.kind === 'claim' ? `the claim ${condition.name}` : attributeWord(condition.path)} ${verb} ${values}`
}

const managerWords = (manager: ManagerGrant): string =>
  manager.kind === 'named' ? manager.value : manager.kind === 'claim' ? `whom the claim ${manager.name} names` : `whom ${attributeWord(manager.path)} names`

/** "When department is Sales" */
export const whenWords = ({ conditions, match }: MappingRule, isFirst: boolean): string =>
  conditions.length === 0 ? (isFirst ? 'For everybody' : 'Otherwise') : `When ${conditions.map(conditionWords).join(match === 'all' ? ' and ' : ' or ')}`

/** "role is Rep (AE/Other)" */
export const givesWords = ({ gives }: MappingRule, roles: RoleNames): string =>
  [
    ...(gives.role === undefined ? [] : [`role is ${roles.get(gives.role) ?? 'one that is not there any more'}`]),
    ...(gives.licence === undefined ? [] : [`licence is ${gives.licence}`]),
    ...(gives.manager === undefined ? [] : [`manager is ${managerWords(gives.manager)}`]),
  ].join(', ') || 'nothing yet'

const sourceWords: Record<GrantReason['source'], string> = {
  default: 'the default',
  manual: 'given by hand',
  jit: 'said at sign-in',
  scim: 'said by SCIM',
  pinned: 'pinned',
}

/** "rule 3", "said by SCIM" */
export const becauseWords = ({ rule, source }: GrantReason, rules: readonly MappingRule[]): string =>
  rule === null ? sourceWords[source] : `rule ${rules.findIndex(({ id }) => id === rule) + 1}`

/** Why a rule cannot be used as it is, or null. */
export const unfinishedWords = ({ conditions, gives }: MappingRule): string | null => {
  if (conditions.some(({ values }) => values.length === 0)) return 'a condition has no value yet'
  if (conditions.some(condition => condition.kind === 'claim' && condition.name.trim() === '')) return 'a claim has no name yet'
  if (gives.role === undefined && gives.licence === undefined && gives.manager === undefined) return 'it gives nothing yet'
  if (gives.manager !== undefined && managerWords(gives.manager).trim() === '') return 'the manager has no name yet'
  return null
}
