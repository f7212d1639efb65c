import { useQuery } from '@tanstack/react-query'
import type { Person, When } from '@rollcall/contract'
import { useId, useState } from 'react'
import { playbookSettingsQuery } from '../../data/playbooks.ts'
import { Choice } from '../../ui/choice.tsx'
import { TextField } from '../../ui/field.tsx'

interface BeginOptions {
  edge: 'start_of_day' | 'end_of_day'
  /** What the day is called: `Last working day`. */
  label: string
  /** Whose days they are; null for the company’s. */
  person: Person | null
  /** A day to begin with. */
  first?: string | null
}

/** When a playbook begins: now, or at the edge of a day where the person works, unless another zone is written. Null while no day is chosen. */
export const useBegin = ({ edge, label, person, first = null }: BeginOptions) => {
  const company = useQuery(playbookSettingsQuery).data?.timeZone ?? ''
  const [at, setAt] = useState<'now' | 'day'>(first === null ? 'now' : 'day')
  const [day, setDay] = useState(first ?? '')
  const [written, setWritten] = useState<string | null>(null)
  const known = person?.timeZone ?? company
  const other = written !== null && written.trim() !== '' && written.trim() !== known ? { timeZone: written.trim() } : {}
  const when: When | null = at === 'now' ? { at: 'now' } : day === '' ? null : { at: edge, day, ...other }
  const zones = useId()
  const fields = (
    <div className="grid gap-3">
      <div>
        <Choice
          label="When"
          options={[
            ['now', 'Now'],
            ['day', label],
          ]}
          value={at}
          onChange={setAt}
        />
      </div>
      {at === 'day' && (
        <div className="grid gap-3 sm:grid-cols-2">
          <TextField label={label} type="date" value={day} onChange={event => setDay(event.target.value)} />
          <TextField
            label="Time zone"
            list={zones}
            hint={'timeZone' in other ? 'Another than the one that is known.' : whoseZone(person)}
            value={written ?? known}
            onChange={event => setWritten(event.target.value)}
          />
          <datalist id={zones}>
            {Intl.supportedValuesOf('timeZone').map(zone => (
              <option key={zone}>{zone}</option>
            ))}
          </datalist>
        </div>
      )}
    </div>
  )
  return { when, fields }
}

/** Which zone is meant, and who says so. */
function whoseZone(person: Person | null): string {
  if (person === null) return 'Where the company works.'
  if (person.timeZone === null) return `Where the company works; no identity source says where ${person.displayName} does.`
  const source = person.identities.find(({ timeZone }) => timeZone === person.timeZone)?.connectionName
  return `Where ${person.displayName} works${source === undefined ? '' : `, as ${source} says`}.`
}
