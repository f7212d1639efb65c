import type { Person } from '@rollcall/contract'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { PersonPicker } from '../vocabulary/person-picker.tsx'
import { useDecide } from '../vocabulary/use-decide.ts'

/** Somebody else on the roll is this person: everything they hold comes here. */
export const MergePerson = ({ person: { id, displayName } }: { person: Pick<Person, 'id' | 'displayName'> }) => {
  const [picking, setPicking] = useState(false)
  const { decide, busy } = useDecide()
  return (
    <>
      <Button look="quiet" busy={busy && 'Merging…'} onClick={() => setPicking(true)}>
        Merge
      </Button>
      {picking && (
        <PersonPicker
          title={`Who is ${displayName} as well?`}
          except={id}
          onClose={() => setPicking(false)}
          onPick={other => {
            setPicking(false)
            decide({ kind: 'merge', personId: id, otherId: other.id })
          }}
        />
      )}
    </>
  )
}
