import type { AccessRuleChoices, AppAccess } from '@rollcall/contract'
import { SelectField } from '../../ui/field.tsx'
import { SuggestField } from '../../ui/suggest-field.tsx'
import { WordsField } from '../../ui/words-field.tsx'

interface AppFieldProps {
  app: string
  choices: AccessRuleChoices
  onChange: (app: string) => void
}

/** One of the apps whose accounts are read; that of a connection that is gone stays to be seen. */
export const AppField = ({ app, choices: { apps }, onChange }: AppFieldProps) => (
  <SelectField
    label="App"
    value={app}
    hint={apps.length === 0 ? 'No app is connected yet. Connect one first.' : undefined}
    onChange={event => onChange(event.target.value)}
  >
    <option value="">Choose an app</option>
    {app !== '' && !apps.some(({ name }) => name === app) && <option value={app}>{app}, not connected any more</option>}
    {apps.map(({ name }) => (
      <option key={name} value={name}>
        {name}
      </option>
    ))}
  </SelectField>
)

type What = Pick<AppAccess, 'role' | 'licence' | 'groups'>

interface WhatFieldsProps extends AppFieldProps {
  what: What
  onWhat: (what: What) => void
}

/** An app, and what in it. What is left empty is not looked at. */
export const WhatFields = ({ what, onWhat, ...appField }: WhatFieldsProps) => {
  const known = appField.choices.apps.find(({ name }) => name === appField.app)
  const say = (change: What) => {
    const { role, licence, groups = [] } = { ...what, ...change }
    onWhat({ ...(role && { role }), ...(licence && { licence }), ...(groups.length > 0 && { groups }) })
  }
  return (
    <>
      <AppField {...appField} />
      <div className="grid grid-cols-2 gap-3">
        <SuggestField
          label="Role"
          optional
          maxLength={500}
          known={known?.roles ?? []}
          value={what.role ?? ''}
          onChange={event => say({ role: event.target.value })}
        />
        <SuggestField
          label="Licence"
          optional
          maxLength={500}
          known={known?.licences ?? []}
          value={what.licence ?? ''}
          onChange={event => say({ licence: event.target.value })}
        />
      </div>
      <WordsField label="Groups" optional words={what.groups ?? []} known={known?.groups ?? []} onChange={groups => say({ groups })} />
    </>
  )
}
