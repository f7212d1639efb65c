import type { Person } from '@rollcall/contract'
import { getRouteApi } from '@tanstack/react-router'
import { DialogButton } from '../../ui/button.tsx'
import { type Start, starts } from './address.ts'
import { ChangeAccess } from './change-access.tsx'
import { LeaveOfAbsence } from './leave-of-absence.tsx'
import { Onboard } from './onboard.tsx'
import { Offboard } from './offboard.tsx'
import { PlaybookDialog } from '../vocabulary/playbook-dialog.tsx'

const route = getRouteApi('/shell/people/$id')
const names: Record<Start, string> = { onboard: 'Onboard', change: 'Change access', leave: 'Leave of absence', lock: 'Lock out', offboard: 'Offboard' }

/** What can be planned for one person. Each shows first what it would do, in a dialog that the address names. */
export const PlaybookActions = ({ person }: { person: Person }) => {
  const { start } = route.useSearch()
  const navigate = route.useNavigate()
  const close = () => void navigate({ search: {}, replace: true, resetScroll: false })
  return (
    <>
      {starts.map(name => (
        <DialogButton
          key={name}
          look={name === 'offboard' ? 'plain' : 'quiet'}
          open={start === name}
          onClick={() => void navigate({ search: { start: name }, resetScroll: false })}
        >
          {names[name]}
        </DialogButton>
      ))}
      {start === 'onboard' && <Onboard person={person} onClose={close} />}
      {start === 'change' && <ChangeAccess person={person} onClose={close} />}
      {start === 'leave' && <LeaveOfAbsence person={person} onClose={close} />}
      {start === 'lock' && <PlaybookDialog title={`Lock out ${person.displayName}`} ask={{ playbook: 'lock_out', personId: person.id }} onClose={close} />}
      {start === 'offboard' && <Offboard person={person} onClose={close} />}
    </>
  )
}
