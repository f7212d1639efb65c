import type { Person } from '@rollcall/contract'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { ChangeAccess } from './change-access.tsx'
import { LeaveOfAbsence } from './leave-of-absence.tsx'
import { Onboard } from './onboard.tsx'
import { Offboard } from './offboard.tsx'
import { PlaybookDialog } from '../vocabulary/playbook-dialog.tsx'

const playbooks = { onboard: 'Onboard', change: 'Change access', leave: 'Leave of absence', lock: 'Lock out', offboard: 'Offboard' } as const
const names = ['onboard', 'change', 'leave', 'lock', 'offboard'] as const

/** What can be planned for one person. Each shows first what it would do. */
export const PlaybookActions = ({ person }: { person: Person }) => {
  const [open, setOpen] = useState<keyof typeof playbooks | null>(null)
  const close = () => setOpen(null)
  return (
    <>
      {names.map(name => (
        <Button key={name} look={name === 'offboard' ? 'plain' : 'quiet'} onClick={() => setOpen(name)}>
          {playbooks[name]}
        </Button>
      ))}
      {open === 'onboard' && <Onboard person={person} onClose={close} />}
      {open === 'change' && <ChangeAccess person={person} onClose={close} />}
      {open === 'leave' && <LeaveOfAbsence person={person} onClose={close} />}
      {open === 'lock' && <PlaybookDialog title={`Lock out ${person.displayName}`} ask={{ playbook: 'lock_out', personId: person.id }} onClose={close} />}
      {open === 'offboard' && <Offboard person={person} onClose={close} />}
    </>
  )
}
