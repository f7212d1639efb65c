import { useState } from 'react'
import type { When } from '@rollcall/contract'
import { Choice } from '../../ui/choice.tsx'
import { TextField } from '../../ui/field.tsx'

/** When a playbook begins: now, or at the edge of a day in a time zone, which is the browser's until another is written. */
export const useBegin = (edge: 'start_of_day' | 'end_of_day', label: string) => {
  const [at, setAt] = useState<'now' | 'day'>('now')
  const [day, setDay] = useState('')
  const [timeZone, setTimeZone] = useState(() => Intl.DateTimeFormat().resolvedOptions().timeZone)
  const when: When = at === 'now' || day === '' ? { at: 'now' } : { at: edge, day, timeZone }
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
          <TextField label="Time zone" value={timeZone} onChange={event => setTimeZone(event.target.value)} />
        </div>
      )}
    </div>
  )
  return { when, fields }
}
