import { useQuery } from '@tanstack/react-query'
import type { MappingRule, RuleCondition } from '@rollcall/contract'
import { ruleAttributesQuery } from '../../data/mapping-rules.ts'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { PlusIcon } from '../../ui/icons.tsx'
import { Inspector } from '../../ui/inspector.tsx'
import { type RoleNames, unfinishedWords } from '../vocabulary/rule-words.ts'
import { ConditionFields } from './condition-fields.tsx'
import type { Draft } from './use-draft.ts'

interface RuleInspectorProps {
  rule: MappingRule
  number: number
  draft: Draft
  roles: RoleNames
  onClose: () => void
}

const matches = [
  ['all', 'All of these'],
  ['any', 'Any of these'],
] as const

const department = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department'

/** Writes one rule of the draft. The preview follows every change. */
export const RuleInspector = ({ rule, number, draft, roles, onClose }: RuleInspectorProps) => {
  const attributes = useQuery(ruleAttributesQuery).data?.items ?? []
  const { conditions, gives } = rule
  const give = (change: Partial<Record<keyof MappingRule['gives'], unknown>>) =>
    draft.put({
      ...rule,
      gives: Object.fromEntries(Object.entries({ ...gives, ...change }).filter(([, value]) => value !== undefined)),
    })
  const putCondition = (index: number, condition: RuleCondition) => draft.put({ ...rule, conditions: conditions.with(index, condition) })
  const unfinished = unfinishedWords(rule)
  return (
    <Inspector
      title={`Rule ${number}`}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Done</Button>
          <Button
            look="quiet"
            className="ml-auto"
            onClick={() => {
              draft.remove(rule.id)
              onClose()
            }}
          >
            Remove the rule
          </Button>
        </>
      }
    >
      <div className="grid gap-6">
        <section className="grid justify-items-stretch gap-4" aria-label="When">
          <div className="flex items-center justify-between gap-4">
            <h3 className="text-body font-strong">When</h3>
            {conditions.length > 1 && (
              <Choice label="How many have to match" options={matches} value={rule.match} onChange={match => draft.put({ ...rule, match })} />
            )}
          </div>
          {conditions.length === 0 && <p className="text-soft">For everybody whom no rule above gave it: the default.</p>}
          {conditions.map((condition, index) => (
            <ConditionFields
              // oxlint-disable-next-line react/no-array-index-key -- conditions have no identity but their place
              key={`${index} of ${conditions.length}`}
              number={index + 1}
              condition={condition}
              attributes={attributes}
              onChange={next => putCondition(index, next)}
              onRemove={() => draft.put({ ...rule, conditions: conditions.toSpliced(index, 1) })}
            />
          ))}
          <Button
            look="quiet"
            className="justify-self-start"
            onClick={() => draft.put({ ...rule, conditions: [...conditions, { kind: 'attribute', path: department, operator: 'is', values: [] }] })}
          >
            <PlusIcon /> Add a condition
          </Button>
        </section>
        <section className="grid gap-4" aria-label="Then">
          <h3 className="text-body font-strong">Then</h3>
          <SelectField label="Role" value={gives.role ?? ''} onChange={event => give({ role: event.target.value || undefined })}>
            <option value="">says nothing of it</option>
            {gives.role !== undefined && !roles.has(gives.role) && <option value={gives.role}>a role that is not there any more</option>}
            {[...roles].map(([id, name]) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </SelectField>
          <SelectField label="Licence" value={gives.licence ?? ''} onChange={event => give({ licence: event.target.value || undefined })}>
            <option value="">says nothing of it</option>
            <option value="recorder">recorder</option>
            <option value="listener">listener</option>
          </SelectField>
          <TextField
            label="Manager"
            optional
            placeholder="boss@example.com"
            value={gives.manager?.kind === 'named' ? gives.manager.value : ''}
            disabled={gives.manager !== undefined && gives.manager.kind !== 'named'}
            hint={
              gives.manager !== undefined && gives.manager.kind !== 'named'
                ? 'An attribute of the person names the manager.'
                : 'The team is everyone below the manager, who may arrive later.'
            }
            onChange={event => give({ manager: event.target.value === '' ? undefined : { kind: 'named', value: event.target.value } })}
          />
        </section>
        {unfinished && <p className="text-meta text-warm">Not finished: {unfinished}.</p>}
      </div>
    </Inspector>
  )
}
