import type { AccessCondition, AccessException, AccessRule, AppAccess } from '@rollcall/contract'

export const operatorWords = { is: 'is', one_of: 'is one of', contains: 'contains', starts_with: 'starts with' } as const
export const attributeWords = { department: 'department', title: 'title', manager: 'manager', employeeNumber: 'employee number' } as const
export const dateWords = { startsOn: 'first day', endsOn: 'last day' } as const

const dayWords = (days: number): string => (days === 0 ? 'today' : days > 0 ? `today and ${days} days` : `today less ${-days} days`)

const valuesWords = (values: readonly string[]): string => values.join(', ') || '…'

const conditionWords = (condition: AccessCondition): string => {
  switch (condition.kind) {
    case 'attribute':
      return `${attributeWords[condition.name]} ${operatorWords[condition.operator]} ${valuesWords(condition.values)}`
    case 'group':
      return `a group${condition.source === undefined ? '' : ` of ${condition.source}`} ${operatorWords[condition.operator]} ${valuesWords(condition.values)}`
    case 'status':
      return `status is ${condition.values.join(' or ')}`
    case 'date':
      return `${dateWords[condition.name]} is ${condition.operator === 'after' ? 'after' : 'on or before'} ${dayWords(condition.days)}`
  }
}

/** `Where department is Sales and title contains manager`. */
export const whoseWords = ({ match, conditions }: AccessRule): string =>
  conditions.length === 0 ? 'For everybody who is active or locked' : `Where ${conditions.map(conditionWords).join(match === 'all' ? ' and ' : ' or ')}`

/** `Salesforce as Standard User with Salesforce, in Sales`. */
export const accessWords = ({ app, role, licence, groups }: Partial<AppAccess>): string =>
  [
    app || 'an app',
    role === undefined ? '' : ` as ${role}`,
    licence === undefined ? '' : ` with ${licence}`,
    groups === undefined ? '' : `, in ${groups.join(' and ')}`,
  ].join('')

export const effectWords: Record<AccessException['effect'], string> = { give: 'should have', leave: 'is left alone in', deny: 'should not have' }

export const changeWords = { added: 'New', removed: 'Gone', changed: 'Changed', moved: 'Moved' } as const
export const partWords = { rule: 'rule', closed: 'closed app', exception: 'exception' } as const

/** Why a rule cannot be used as it is, or null. `others` are the names of the other rules. */
export const unfinishedRuleWords = ({ name, conditions, gives }: AccessRule, others: readonly string[]): string | null => {
  if (name.trim() === '') return 'it has no name yet'
  if (isAmong(name, others)) return 'another rule has this name'
  if (conditions.some(condition => 'values' in condition && condition.values.length === 0)) return 'a condition has no value yet'
  if (gives.length === 0) return 'it gives no app yet'
  if (gives.some(({ app }) => app === '')) return 'an app is not chosen yet'
  return null
}

/** Why an exception cannot be used as it is, or null. */
export const unfinishedExceptionWords = (exception: AccessException, others: readonly AccessException[]): string | null => {
  const { person, app, reason, until } = exception
  if (person.trim() === '') return 'it names nobody yet'
  if (app === '') return 'the app is not chosen yet'
  if (
    isAmong(
      person,
      others.filter(other => other.app === app).map(other => other.person),
    )
  )
    return 'another exception is about the same person and app'
  if (reason.trim().length < 3) return 'say why, in a few words'
  if (until === '') return 'it has no last day yet'
  return null
}

const isAmong = (name: string, others: readonly string[]): boolean => others.some(other => other.trim().toLowerCase() === name.trim().toLowerCase())
