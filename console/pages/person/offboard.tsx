import type { Person } from '@rollcall/contract'
import { useState } from 'react'
import type { PlaybookAsk } from '../../data/playbooks.ts'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { TextField } from '../../ui/field.tsx'
import { PersonPicker } from '../vocabulary/person-picker.tsx'
import { PlaybookDialog } from './playbook-dialog.tsx'
import { useBegin } from './use-begin.tsx'

/** Somebody leaves: when, who gets what they own, and whether erasure is asked for. */
export const Offboard = ({ person, onClose }: { person: Person; onClose: () => void }) => {
  const { when, fields } = useBegin('end_of_day', 'Last working day')
  const [receiver, setReceiver] = useState<{ id: string; displayName: string } | null>(null)
  const [to, setTo] = useState<'manager' | 'person' | 'nobody'>('manager')
  const [picking, setPicking] = useState(false)
  const [days, setDays] = useState('')
  const ask: PlaybookAsk = {
    playbook: 'leaver',
    personId: person.id,
    when,
    ...(to === 'nobody' ? { receiverId: null } : to === 'person' && receiver !== null ? { receiverId: receiver.id } : {}),
    eraseAfterDays: /^\d{1,4}$/.test(days) ? Math.min(Number(days), 3650) : null,
  }
  if (picking)
    return (
      <PersonPicker
        title={`Who gets what ${person.displayName} owns?`}
        except={person.id}
        onClose={() => setPicking(false)}
        onPick={picked => {
          setReceiver(picked)
          setTo('person')
          setPicking(false)
        }}
      />
    )
  return (
    <PlaybookDialog title={`Offboard ${person.displayName}`} ask={ask} onClose={onClose}>
      {fields}
      <div className="flex flex-wrap items-center gap-3">
        <span className="font-strong">What they own goes to</span>
        <Choice
          label="Who gets what they own"
          options={[
            ['manager', 'Manager'],
            ['person', 'Somebody else'],
            ['nobody', 'Nobody'],
          ]}
          value={to}
          onChange={value => (value === 'person' ? setPicking(true) : setTo(value))}
        />
        {to === 'person' && receiver !== null && (
          <Button look="quiet" onClick={() => setPicking(true)}>
            {receiver.displayName}
          </Button>
        )}
      </div>
      <TextField
        label="Ask for erasure after days"
        hint="Only where closing an account deletes nothing. Empty asks for none."
        inputMode="numeric"
        optional
        value={days}
        onChange={event => setDays(event.target.value)}
      />
    </PlaybookDialog>
  )
}
