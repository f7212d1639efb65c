import type { Person } from '@rollcall/contract'
import { useState } from 'react'
import { TextField } from '../../ui/field.tsx'
import { PlaybookDialog } from '../vocabulary/playbook-dialog.tsx'
import { useBegin } from '../vocabulary/use-begin.tsx'

/** Sign-ins are suspended; on the day of return the plan that gives them back is drafted. */
export const LeaveOfAbsence = ({ person, onClose }: { person: Person; onClose: () => void }) => {
  const { when, fields } = useBegin({ edge: 'end_of_day', label: 'Last working day', person })
  const [returnsOn, setReturnsOn] = useState('')
  return (
    <PlaybookDialog
      title={`Leave of absence of ${person.displayName}`}
      ask={when && { playbook: 'leave_of_absence', personId: person.id, when, returnsOn: returnsOn === '' ? null : returnsOn }}
      onClose={onClose}
    >
      {fields}
      <TextField
        label="First day back"
        type="date"
        optional
        hint="The plan that gives everything back is drafted on this day and waits for approval."
        value={returnsOn}
        onChange={event => setReturnsOn(event.target.value)}
      />
    </PlaybookDialog>
  )
}
