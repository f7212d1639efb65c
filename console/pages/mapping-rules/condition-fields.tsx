import type { RuleAttribute, RuleCondition } from '@rollcall/contract'
import { Button } from '../../ui/button.tsx'
import { SelectField, TextArea, TextField } from '../../ui/field.tsx'
import { attributeWord, operatorWords } from '../vocabulary/rule-words.ts'

interface ConditionFieldsProps {
  number: number
  condition: RuleCondition
  attributes: readonly RuleAttribute[]
  onChange: (condition: RuleCondition) => void
  onRemove: () => void
}

const keyOf = (condition: RuleCondition) =>
  condition.kind === 'attribute' ? `attribute ${condition.path}` : condition.kind === 'claim' ? `claim ${condition.name}` : 'group '

/** One line a value; what is typed stays as it is until it is a value. */
const valuesIn = (text: string) => [...new Set(text.split('\n').map(line => line.trim()))].filter(Boolean)

/** One thing that a rule looks at: what, how it is compared, and with which values; those that arrived are one press away. */
export const ConditionFields = ({ number, condition, attributes, onChange, onRemove }: ConditionFieldsProps) => {
  const known = attributes.find(
    ({ kind, path }) =>
      keyOf(condition) === `${kind} ${path}` || (condition.kind === 'attribute' && kind === 'attribute' && attributeWord(path) === condition.path),
  )
  const { operator, values } = condition
  const look = (key: string) => {
    const chosen = attributes.find(({ kind, path }) => `${kind} ${path}` === key)
    if (key === 'new-claim') onChange({ kind: 'claim', name: '', operator, values })
    else if (chosen?.kind === 'group') onChange({ kind: 'group', operator, values })
    else if (chosen)
      onChange(chosen.kind === 'claim' ? { kind: 'claim', name: chosen.path, operator, values } : { kind: 'attribute', path: chosen.path, operator, values })
  }
  const write = (next: readonly string[], as: RuleCondition['operator'] = operator) =>
    onChange({ ...condition, operator: as === 'is' && next.length > 1 ? 'one_of' : as, values: [...next] })
  const offered = (known?.values ?? []).filter(value => !values.includes(value)).slice(0, 8)
  const isNewClaim = condition.kind === 'claim' && known === undefined
  return (
    <fieldset className="grid gap-3 border-l-2 border-line pl-4">
      <legend className="sr-only">Condition {number}</legend>
      <div className="grid grid-cols-2 gap-3">
        <SelectField
          label="Look at"
          value={isNewClaim ? 'new-claim' : known ? `${known.kind} ${known.path}` : keyOf(condition)}
          onChange={event => look(event.target.value)}
        >
          {!known && !isNewClaim && <option value={keyOf(condition)}>{condition.kind === 'attribute' ? attributeWord(condition.path) : 'group'}</option>}
          {attributes.map(({ kind, path, label }) => (
            <option key={`${kind} ${path}`} value={`${kind} ${path}`}>
              {kind === 'claim' ? `claim ${label}` : label}
            </option>
          ))}
          <option value="new-claim">a claim by its name</option>
        </SelectField>
        <SelectField label="Compare" value={operator} onChange={event => write(values, event.target.value as RuleCondition['operator'])}>
          {Object.entries(operatorWords).map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </SelectField>
      </div>
      {isNewClaim && (
        <TextField
          label="Name of the claim"
          value={condition.name}
          maxLength={200}
          hint="As in the assertion; the part after the last slash is enough."
          onChange={event => onChange({ ...condition, name: event.target.value })}
        />
      )}
      <TextArea
        label="Values"
        rows={Math.min(8, Math.max(2, values.length + 1))}
        className="[&_textarea]:min-h-0"
        defaultValue={values.join('\n')}
        key={known?.path ?? 'values'}
        spellCheck={false}
        hint={known?.caseExact ? 'One per line, in exactly this case.' : 'One per line, in any case.'}
        onChange={event => write(valuesIn(event.target.value))}
      />
      {offered.length > 0 && (
        <div className="flex flex-wrap items-center gap-1.5">
          <span className="text-meta text-faint">Arrived:</span>
          {offered.map(value => (
            <Button key={value} look="quiet" className="h-6 border-line px-2 text-meta" aria-label={`Add ${value}`} onClick={() => write([...values, value])}>
              {value}
            </Button>
          ))}
        </div>
      )}
      <Button look="quiet" className="justify-self-start" onClick={onRemove}>
        Remove this condition
      </Button>
    </fieldset>
  )
}
