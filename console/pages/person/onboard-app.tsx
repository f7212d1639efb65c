import type { AccessSuggestion } from '@rollcall/contract'
import { TextField } from '../../ui/field.tsx'

export interface AppChoice {
  chosen: boolean
  role: string
}

interface OnboardAppProps {
  app: AccessSuggestion
  choice: AppChoice
  onChange: (choice: AppChoice) => void
}

/** One app that somebody may begin with: why it is here, and with which role. */
export const OnboardApp = ({ app, choice: { chosen, role }, onChange }: OnboardAppProps) => {
  const { connectionName, why, has, licence, groups, stagesRole } = app
  const more = [licence && `Licence ${licence}.`, groups.length > 0 && `Groups ${groups.join(', ')}.`, chosen && stagesRole && role.trim() !== '' && staged]
  return (
    <div className="grid items-start gap-x-3 gap-y-1.5 sm:grid-cols-[minmax(0,1fr)_14rem]">
      <label className="flex items-baseline gap-2.5">
        <input
          type="checkbox"
          className="relative top-0.5 size-4 shrink-0 accent-accent"
          checked={chosen && !has}
          disabled={has}
          onChange={event => onChange({ chosen: event.target.checked, role })}
        />
        <span>
          {connectionName}
          <span className="block text-meta text-faint">{[has ? 'Has an account already.' : why, ...(has ? [] : more)].filter(Boolean).join(' ')}</span>
        </span>
      </label>
      {chosen && !has && (
        <TextField label={`Role in ${connectionName}`} optional value={role} onChange={event => onChange({ chosen, role: event.target.value })} />
      )}
    </div>
  )
}

const staged = 'The role is there before the first sign-in.'
