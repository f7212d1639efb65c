import type { LoginRef, Person } from '@rollcall/contract'
import { useState } from 'react'
import { useMay } from '../../data/me.ts'
import { useDecide } from '../vocabulary/use-decide.ts'
import { PersonPicker } from '../vocabulary/person-picker.tsx'

interface LoginActionsProps {
  login: LoginRef
  /** `ana@acme.test in Relay`. */
  name: string
  person: Pick<Person, 'id' | 'displayName'>
}

const quiet = 'rounded-small text-soft underline decoration-line underline-offset-2 hover:text-ink'

/** A login that hangs at the wrong person: given to somebody else, or set apart. */
export const LoginActions = ({ login, name, person }: LoginActionsProps) => {
  const mayDecide = useMay('people:write')
  const [picking, setPicking] = useState(false)
  const { decide } = useDecide()
  if (!mayDecide) return null
  return (
    <p className="flex flex-wrap gap-x-4 text-meta">
      <button type="button" className={quiet} aria-label={`Not theirs: ${name}`} onClick={() => decide({ kind: 'split', login, personId: person.id })}>
        Not theirs
      </button>
      <button type="button" className={quiet} aria-label={`Somebody else’s: ${name}`} onClick={() => setPicking(true)}>
        Somebody else’s
      </button>
      {picking && (
        <PersonPicker
          title={`Whose is ${name}?`}
          except={person.id}
          onClose={() => setPicking(false)}
          onPick={({ id }) => {
            setPicking(false)
            decide({ kind: 'link', login, personId: id, from: person.id })
          }}
        />
      )}
    </p>
  )
}
