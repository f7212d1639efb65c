import type { Person } from '@rollcall/contract'
import { useState } from 'react'
import type { PlaybookAsk } from '../../data/playbooks.ts'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { TextField } from '../../ui/field.tsx'
import { PersonPicker } from '../vocabulary/person-picker.tsx'
import { PlaybookDialog } from '../vocabulary/playbook-dialog.tsx'
import { LicenceBoxes } from './licence-boxes.tsx'
import { useBegin } from '../vocabulary/use-begin.tsx'

/** Somebody leaves: when, who gets what they own, which licences are taken, and what is deleted or erased. */
export const Offboard = ({ person, onClose }: { person: Person; onClose: () => void }) => {
  const { when, fields } = useBegin({ edge: 'end_of_day', label: 'Last working day', person })
  const [receiver, setReceiver] = useState<{ id: string; displayName: string } | null>(null)
  const [to, setTo] = useState<'manager' | 'person' | 'nobody'>('manager')
  const [picking, setPicking] = useState(false)
  const [days, setDays] = useState('')
  const [deletes, setDeletes] = useState(false)
  const [freed, setFreed] = useState<readonly string[]>([])
  const ask: PlaybookAsk | null = when && {
    playbook: 'leaver',
    personId: person.id,
    when,
    ...(to === 'nobody' ? { receiverId: null } : to === 'person' && receiver !== null ? { receiverId: receiver.id } : {}),
    deleteAccounts: deletes,
    freeLicencesIn: [...freed],
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
      <LicenceBoxes person={person} chosen={freed} onChange={setFreed} />
      <label className="flex items-baseline gap-2.5">
        <input
          type="checkbox"
          className="relative top-0.5 size-4 shrink-0 accent-accent"
          checked={deletes}
          onChange={event => setDeletes(event.target.checked)}
        />
        <span>
          Delete accounts where the app cannot switch them off
          <span className="block text-meta text-faint">For good; nothing brings them back. Otherwise somebody closes them by hand.</span>
        </span>
      </label>
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
