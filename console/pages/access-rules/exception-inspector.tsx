import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { AccessException, AccessRuleChoices } from '@rollcall/contract'
import { peopleByName } from '../../data/people.ts'
import { Choice } from '../../ui/choice.tsx'
import { DraftInspector, Unfinished } from '../../ui/draft-inspector.tsx'
import { TextField } from '../../ui/field.tsx'
import { SuggestField } from '../../ui/suggest-field.tsx'
import { useSettled } from '../../ui/use-settled.ts'
import { AppField, WhatFields } from './access-fields.tsx'
import type { Draft, Entry } from './use-draft.ts'

interface ExceptionInspectorProps {
  entry: Entry<AccessException>
  draft: Draft
  choices: AccessRuleChoices
  onClose: () => void
}

const effects = [
  ['give', 'Should have it'],
  ['leave', 'Leave it'],
  ['deny', 'Should not'],
] as const

const meanings: Record<AccessException['effect'], string> = {
  give: 'They should have it as it is said here, before any rule.',
  leave: 'It stays as it is, whatever the rules say.',
  deny: 'They should not have it, whatever the rules give.',
}

/** Writes one exception of the draft: one person, one app, until the end of a day. */
export const ExceptionInspector = ({ entry, draft, choices, onClose }: ExceptionInspectorProps) => {
  const { key, item: exception } = entry
  const { person, app, effect, reason, until, ...what } = exception
  const put = (change: Partial<AccessException>) => draft.putException(key, { ...exception, ...change })
  return (
    <DraftInspector title={person || 'Exception'} noun="exception" onRemove={() => draft.removeException(key)} onClose={onClose}>
      <div className="grid gap-5">
        <PersonField person={person} onChange={next => put({ person: next })} />
        <div className="grid gap-1.5">
          <div className="max-w-full overflow-x-auto">
            <Choice
              label="What holds for them"
              options={effects}
              value={effect}
              // Only what is given takes a role, a licence or groups.
              onChange={next => draft.putException(key, { person, app, effect: next, reason, until, ...(next === 'give' && what) })}
            />
          </div>
          <p className="text-meta text-faint">{meanings[effect]}</p>
        </div>
        {effect === 'give' ? (
          <WhatFields
            app={app}
            choices={choices}
            what={what}
            onChange={next => put({ app: next })}
            onWhat={next => draft.putException(key, { person, app, effect, reason, until, ...next })}
          />
        ) : (
          <AppField app={app} choices={choices} onChange={next => put({ app: next })} />
        )}
        <TextField
          label="Reason"
          maxLength={500}
          hint="Whoever looks at it later reads it."
          value={reason}
          onChange={event => put({ reason: event.target.value })}
        />
        <TextField
          label="Last day"
          type="date"
          hint="It counts until the end of this day, in UTC. Then the rules hold again."
          value={until}
          onChange={event => put({ until: event.target.value })}
        />
        <Unfinished lacks={draft.exceptionLacks(entry)} />
      </div>
    </DraftInspector>
  )
}

/** Somebody by an address or a user name; who is on the roll is offered. */
const PersonField = ({ person, onChange }: { person: string; onChange: (person: string) => void }) => {
  const asked = useSettled(person.trim())
  const people = useQuery({ ...peopleByName(asked), placeholderData: keepPreviousData }).data?.items ?? []
  return (
    <SuggestField
      label="Person"
      maxLength={500}
      hint="An e-mail address or user name of an identity source. Type a name to find somebody."
      known={people.flatMap(({ displayName, email }) => (email === null ? [] : [{ value: email, words: displayName }]))}
      value={person}
      onChange={event => onChange(event.target.value)}
    />
  )
}
