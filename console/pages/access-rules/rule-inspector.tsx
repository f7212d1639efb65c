import type { AccessCondition, AccessRule, AccessRuleChoices, AppAccess } from '@rollcall/contract'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { TextField } from '../../ui/field.tsx'
import { PlusIcon } from '../../ui/icons.tsx'
import { Inspector } from '../../ui/inspector.tsx'
import { WhatFields } from './access-fields.tsx'
import { ConditionFields } from './condition-fields.tsx'
import type { Draft, Entry } from './use-draft.ts'

interface RuleInspectorProps {
  entry: Entry<AccessRule>
  draft: Draft
  choices: AccessRuleChoices
  onClose: () => void
}

const matches = [
  ['all', 'All of these'],
  ['any', 'Any of these'],
] as const

/** Writes one rule of the draft: who, and what they should have. The preview follows every change. */
export const RuleInspector = ({ entry, draft, choices, onClose }: RuleInspectorProps) => {
  const { key, item: rule } = entry
  const { conditions, gives } = rule
  const put = (change: Partial<AccessRule>) => draft.putRule(key, { ...rule, ...change })
  const lacks = draft.ruleLacks(entry)
  return (
    <Inspector
      title={`Rule ${draft.rules.indexOf(entry) + 1}`}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Done</Button>
          <Button
            look="quiet"
            className="ml-auto"
            onClick={() => {
              draft.removeRule(key)
              onClose()
            }}
          >
            Remove the rule
          </Button>
        </>
      }
    >
      <div className="grid gap-6">
        <TextField
          label="Name"
          maxLength={200}
          hint="Findings say it: by the rule “Field sales has Salesforce”."
          value={rule.name}
          onChange={event => put({ name: event.target.value })}
        />
        <section className="grid gap-4" aria-label="Who">
          <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
            <h3 className="text-body font-strong">Who</h3>
            {conditions.length > 1 && <Choice label="How many have to hold" options={matches} value={rule.match} onChange={match => put({ match })} />}
          </div>
          {conditions.length === 0 && <p className="text-soft">Everybody who is active or locked.</p>}
          {conditions.map((condition, index) => (
            <ConditionFields
              // oxlint-disable-next-line react/no-array-index-key -- conditions have no identity but their place
              key={`${index} of ${conditions.length}`}
              number={index + 1}
              condition={condition}
              choices={choices}
              onChange={next => put({ conditions: conditions.with(index, next) })}
              onRemove={() => put({ conditions: conditions.toSpliced(index, 1) })}
            />
          ))}
          <AddButton onClick={() => put({ conditions: [...conditions, firstCondition] })}>Add a condition</AddButton>
        </section>
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
        {lacks && <p className="text-meta text-warm">Not finished: {lacks}.</p>}
      </div>
    </Inspector>
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

const AddButton = ({ children, onClick }: { children: string; onClick: () => void }) => (
  <Button look="quiet" className="justify-self-start" onClick={onClick}>
    <PlusIcon /> {children}
  </Button>
)
