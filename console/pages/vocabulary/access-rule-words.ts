import type { AccessCondition, AccessException, AccessRule, AppAccess } from '@rollcall/contract'

const operatorWords = { is: 'is', one_of: 'is one of', contains: 'contains', starts_with: 'starts with' } as const
const attributeWords = { department: 'department', title: 'title', manager: 'manager', employeeNumber: 'employee number' } as const
const dateWords = { startsOn: 'first day', endsOn: 'last day' } as const

const dayWords = (days: number): string => (days === 0 ? 'today' : days > 0 ? `today and ${days} days` : `today less ${-days} days`)

const conditionWords = (condition: AccessCondition): string => {
  switch (condition.kind) {
    case 'attribute':
      return `${attributeWords[condition.name]} ${operatorWords[condition.operator]} ${condition.values.join(', ')}`
    case 'group':
      return `a group${condition.source === undefined ? '' : ` of ${condition.source}`} ${operatorWords[condition.operator]} ${condition.values.join(', ')}`
    case 'status':
      return `status is ${condition.values.join(' or ')}`
    case 'date':
      return `${dateWords[condition.name]} is ${condition.operator === 'after' ? 'after' : 'on or before'} ${dayWords(condition.days)}`
  }
}

/** `Where department is Sales and title contains manager`. */
export const whoseWords = ({ match, conditions }: AccessRule): string =>
  conditions.length === 0 ? 'For everybody who is active' : `Where ${conditions.map(conditionWords).join(match === 'all' ? ' and ' : ' or ')}`

/** `Salesforce as Standard User with Salesforce, in Sales`. */
export const accessWords = ({ app, role, licence, groups }: Partial<AppAccess>): string =>
  [
    app ?? '',
    role === undefined ? '' : ` as ${role}`,
    licence === undefined ? '' : ` with ${licence}`,
    groups === undefined ? '' : `, in ${groups.join(' and ')}`,
  ].join('')

export const effectWords: Record<AccessException['effect'], string> = { give: 'should have', leave: 'is left alone in', deny: 'should not have' }

export const changeWords = { added: 'New', removed: 'Gone', changed: 'Changed', moved: 'Moved' } as const
export const partWords = { rule: 'rule', closed: 'closed app', exception: 'exception' } as const
