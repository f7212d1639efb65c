import type { AccessCondition, AccessRuleChoices, RuleOperator } from '@rollcall/contract'
import { Boxes } from '../../ui/boxes.tsx'
import { Button } from '../../ui/button.tsx'
import { SelectField, WholeNumberField } from '../../ui/field.tsx'
import { WordsField } from '../../ui/words-field.tsx'
import { operatorWords } from '../vocabulary/access-rule-words.ts'
import { subjectsFor } from './condition-subjects.ts'

interface ConditionFieldsProps {
  number: number
  condition: AccessCondition
  choices: AccessRuleChoices
  onChange: (condition: AccessCondition) => void
  onRemove: () => void
}

const operators = Object.entries(operatorWords) as [RuleOperator, string][]
const statuses = [
  ['active', 'active'],
  ['locked', 'locked'],
  ['staged', 'staged, not arrived yet'],
] as const
const sides = [
  ['on_or_before', 'is on or before'],
  ['after', 'is after'],
] as const

/** One thing that a rule looks at: what, how it is compared, and with what. */
export const ConditionFields = ({ number, condition, choices, onChange, onRemove }: ConditionFieldsProps) => {
  const { subjects, chosen } = subjectsFor(condition, choices)
  const compared = condition.kind === 'attribute' || condition.kind === 'group' ? condition : undefined
  const look = (key: string) => {
    const subject = subjects.find(each => each.key === key)
    // Departments are no titles: what was compared is for the subject it was chosen for.
    if (subject) onChange(subject.begin({ operator: compared?.operator ?? 'is', values: [] }))
  }
  return (
    <fieldset className="grid gap-3 border-l-2 border-line pl-4">
      <legend className="sr-only">Condition {number}</legend>
      <div className="grid grid-cols-2 gap-3">
        <SelectField label="Look at" value={chosen.key} onChange={event => look(event.target.value)}>
          {subjects.map(({ key, words }) => (
            <option key={key} value={key}>
              {words}
            </option>
          ))}
        </SelectField>
        {compared && <Comparison condition={compared} onChange={onChange} />}
        {condition.kind === 'date' && (
          <SelectField label="Compare" value={condition.operator} onChange={event => onChange({ ...condition, operator: sideOf(event.target.value) })}>
            {sides.map(([side, words]) => (
              <option key={side} value={side}>
                {words}
              </option>
            ))}
          </SelectField>
        )}
      </div>
      {compared && (
        <WordsField
          key={chosen.key}
          label="Values"
          hint={chosen.known.length > 0 ? 'Choose or type, in any case.' : 'Type them, in any case. No source tells any yet.'}
          words={compared.values}
          known={chosen.known}
          onChange={values => onChange({ ...compared, values, operator: fitting(compared.operator, values) })}
        />
      )}
      {condition.kind === 'status' && (
        <Boxes legend="Is" options={statuses} chosen={condition.values} onChange={values => onChange({ ...condition, values })} />
      )}
      {condition.kind === 'date' && (
        <WholeNumberField
          label="Days from today"
          min={-3650}
          max={3650}
          defaultValue={condition.days}
          hint="0 is today, 3 is in three days, −30 was thirty days ago."
          onChange={event => onChange({ ...condition, days: Math.trunc(Number(event.target.value)) })}
        />
      )}
      <Button look="quiet" className="justify-self-start" onClick={onRemove}>
        Remove condition {number}
      </Button>
    </fieldset>
  )
}

type Compared = Extract<AccessCondition, { operator: RuleOperator }>

const Comparison = ({ condition, onChange }: { condition: Compared; onChange: (condition: Compared) => void }) => (
  <SelectField
    label="Compare"
    value={condition.operator}
    onChange={event => {
      const chosen = operators.find(([operator]) => operator === event.target.value)
      if (chosen) onChange({ ...condition, operator: fitting(chosen[0], condition.values) })
    }}
  >
    {operators.map(([operator, words]) => (
      <option key={operator} value={operator}>
        {words}
      </option>
    ))}
  </SelectField>
)

/** "is" takes one value. */
const fitting = (operator: RuleOperator, values: readonly string[]): RuleOperator => (operator === 'is' && values.length > 1 ? 'one_of' : operator)
const sideOf = (value: string) => (value === 'after' ? 'after' : 'on_or_before')
