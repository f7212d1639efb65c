import type { AccessCondition, AccessRuleChoices, RuleOperator } from '@rollcall/contract'
import { attributeWords, dateWords } from '../vocabulary/access-rule-words.ts'

interface Compared {
  operator: RuleOperator
  values: string[]
}

/** Something a condition can look at. */
interface Subject {
  key: string
  words: string
  /** What sources say of it. */
  known: readonly string[]
  /** A condition on it; one that compares texts takes over what was compared before. */
  begin: (compared: Compared) => AccessCondition
}

const attributes = ['department', 'title', 'manager', 'employeeNumber'] as const
const dates = ['startsOn', 'endsOn'] as const

export const subjectsOf = ({ attributes: seen, sources }: AccessRuleChoices): Subject[] => [
  ...attributes.map(name => ({
    key: name,
    words: attributeWords[name],
    known: name === 'employeeNumber' ? [] : seen[name],
    begin: (compared: Compared) => ({ kind: 'attribute' as const, name, ...compared }),
  })),
  {
    key: 'group',
    words: 'a group of any source',
    known: [...new Set(sources.flatMap(({ groups }) => groups))],
    begin: compared => ({ kind: 'group', ...compared }),
  },
  ...sources.map(({ name, groups }) => groupOf(name, groups)),
  { key: 'status', words: 'status', known: [], begin: () => ({ kind: 'status', values: ['active'] }) },
  ...dates.map(name => ({
    key: name,
    words: dateWords[name],
    known: [],
    begin: () => ({ kind: 'date' as const, name, operator: 'on_or_before' as const, days: 0 }),
  })),
]

const groupOf = (source: string, known: readonly string[]): Subject => ({
  key: `group ${source}`,
  words: `a group of ${source}`,
  known,
  begin: compared => ({ kind: 'group', source, ...compared }),
})

const keyOf = (condition: AccessCondition): string => {
  switch (condition.kind) {
    case 'attribute':
    case 'date':
      return condition.name
    case 'group':
      return condition.source === undefined ? 'group' : `group ${condition.source}`
    case 'status':
      return 'status'
  }
}

/** The subjects to choose among and that of a condition, which is there even when its source is not any more. */
export const subjectsFor = (condition: AccessCondition, choices: AccessRuleChoices): { subjects: Subject[]; chosen: Subject } => {
  const subjects = subjectsOf(choices)
  const chosen = subjects.find(({ key }) => key === keyOf(condition))
  if (chosen) return { subjects, chosen }
  const gone = groupOf(condition.kind === 'group' ? (condition.source ?? '') : '', [])
  return { subjects: [...subjects, gone], chosen: gone }
}
