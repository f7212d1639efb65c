import type { AccessCondition, AccessRule, AccessRuleChoices, AppAccess } from '@rollcall/contract'
import { AddButton } from '../../ui/add-button.tsx'
import { Button } from '../../ui/button.tsx'
import { ConditionsSection } from '../../ui/conditions-section.tsx'
import { DraftInspector, Unfinished } from '../../ui/draft-inspector.tsx'
import { TextField } from '../../ui/field.tsx'
import { WhatFields } from './access-fields.tsx'
import { ConditionFields } from './condition-fields.tsx'
import type { Draft, Entry } from './use-draft.ts'

interface RuleInspectorProps {
  entry: Entry<AccessRule>
  draft: Draft
  choices: AccessRuleChoices
  onClose: () => void
}

/** Writes one rule of the draft: who, and what they should have. The preview follows every change. */
export const RuleInspector = ({ entry, draft, choices, onClose }: RuleInspectorProps) => {
  const { key, item: rule } = entry
  const { conditions, gives } = rule
  const put = (change: Partial<AccessRule>) => draft.putRule(key, { ...rule, ...change })
  return (
    <DraftInspector title={`Rule ${draft.rules.indexOf(entry) + 1}`} noun="rule" onRemove={() => draft.removeRule(key)} onClose={onClose}>
      <div className="grid gap-6">
        <TextField
          label="Name"
          maxLength={200}
          hint="Findings say it: by the rule “Field sales has Salesforce”."
          value={rule.name}
          onChange={event => put({ name: event.target.value })}
        />
        <ConditionsSection
          title="Who"
          matchLabel="How many have to hold"
          match={rule.match}
          onMatch={match => put({ match })}
          conditions={conditions}
          onConditions={next => put({ conditions: next })}
          first={firstCondition}
          none="Everybody who is active or locked."
        >
          {place => <ConditionFields choices={choices} {...place} />}
        </ConditionsSection>
        <section className="grid gap-4" aria-label="What">
          <h3 className="text-body font-strong">Should have</h3>
          {gives.map((access, index) => (
            <Gives
              // oxlint-disable-next-line react/no-array-index-key -- what is given has no identity but its place
              key={`${index} of ${gives.length}`}
              number={index + 1}
              access={access}
              choices={choices}
              onChange={next => put({ gives: gives.with(index, next) })}
              onRemove={gives.length > 1 ? () => put({ gives: gives.toSpliced(index, 1) }) : undefined}
            />
          ))}
          <AddButton onClick={() => put({ gives: [...gives, { app: '' }] })}>Add another app</AddButton>
        </section>
        <Unfinished lacks={draft.ruleLacks(entry)} />
      </div>
    </DraftInspector>
  )
}

export const firstCondition: AccessCondition = { kind: 'attribute', name: 'department', operator: 'is', values: [] }

interface GivesProps {
  number: number
  access: AppAccess
  choices: AccessRuleChoices
  onChange: (access: AppAccess) => void
  onRemove: (() => void) | undefined
}

const Gives = ({ number, access: { app, ...what }, choices, onChange, onRemove }: GivesProps) => (
  <fieldset className="grid gap-3 border-l-2 border-line pl-4">
    <legend className="sr-only">App {number}</legend>
    <WhatFields app={app} choices={choices} what={what} onChange={next => onChange({ ...what, app: next })} onWhat={next => onChange({ app, ...next })} />
    {onRemove && (
      <Button look="quiet" className="justify-self-start" onClick={onRemove}>
        Remove app {number}
      </Button>
    )}
  </fieldset>
)
