import { useQuery } from '@tanstack/react-query'
import type { MappingRule, RuleCondition } from '@rollcall/contract'
import { ruleAttributesQuery } from '../../data/mapping-rules.ts'
import { ConditionsSection } from '../../ui/conditions-section.tsx'
import { DraftInspector, Unfinished } from '../../ui/draft-inspector.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
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

const firstCondition: RuleCondition = {
  kind: 'attribute',
  path: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department',
  operator: 'is',
  values: [],
}

/** Writes one rule of the draft. The preview follows every change. */
export const RuleInspector = ({ rule, number, draft, roles, onClose }: RuleInspectorProps) => {
  const attributes = useQuery(ruleAttributesQuery).data?.items ?? []
  const { conditions, gives } = rule
  const give = (change: Partial<Record<keyof MappingRule['gives'], unknown>>) =>
    draft.put({
      ...rule,
      gives: Object.fromEntries(Object.entries({ ...gives, ...change }).filter(([, value]) => value !== undefined)),
    })
  return (
    <DraftInspector title={`Rule ${number}`} noun="rule" onRemove={() => draft.remove(rule.id)} onClose={onClose}>
      <div className="grid gap-6">
        <ConditionsSection
          title="When"
          matchLabel="How many have to match"
          match={rule.match}
          onMatch={match => draft.put({ ...rule, match })}
          conditions={conditions}
          onConditions={next => draft.put({ ...rule, conditions: next })}
          first={firstCondition}
          none="For everybody whom no rule above gave it: the default."
        >
          {place => <ConditionFields attributes={attributes} {...place} />}
        </ConditionsSection>
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
        <Unfinished lacks={unfinishedWords(rule)} />
      </div>
    </DraftInspector>
  )
}
