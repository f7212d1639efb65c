import type { Person } from '@rollcall/contract'
import { useState } from 'react'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/field.tsx'
import { PlaybookDialog } from '../vocabulary/playbook-dialog.tsx'
import { useBegin } from '../vocabulary/use-begin.tsx'

type Wish = 'keep' | 'change' | 'take'

/** Somebody moves: another role here, an app less there, in one plan. */
export const ChangeAccess = ({ person, onClose }: { person: Person; onClose: () => void }) => {
  const { when, fields } = useBegin({ edge: 'start_of_day', label: 'First day', person })
  const [wishes, setWishes] = useState<Readonly<Record<string, { wish: Wish; role: string }>>>({})
  const open = person.accounts.filter(({ status, protection }) => status !== 'deleted' && status !== 'inactive' && protection === 'none')
  const of = (id: string, role: string | null) => wishes[id] ?? { wish: 'keep' as Wish, role: role ?? '' }
  const set = (id: string, change: { wish: Wish; role: string }) => setWishes({ ...wishes, [id]: change })
  const wished = (wish: Wish) => open.map(account => ({ ...account, ...of(account.connectionId, account.role) })).filter(each => each.wish === wish)
  return (
    <PlaybookDialog
      title={`Change the access of ${person.displayName}`}
      ask={
        when && {
          playbook: 'mover',
          personId: person.id,
          when,
          access: wished('change')
            .filter(({ role }) => role.trim() !== '')
            .map(({ connectionId, role }) => ({ connectionId, role: role.trim() })),
          takeAway: wished('take').map(({ connectionId }) => connectionId),
        }
      }
      onClose={onClose}
    >
      {fields}
      <ul className="grid gap-3">
        {open.map(({ id, connectionId, connectionName, role }) => {
          const { wish, role: wanted } = of(connectionId, role)
          return (
            <li key={id} className="grid items-end gap-3 sm:grid-cols-[1fr_10rem_1fr]">
              <span>
                {connectionName}
                <span className="block text-meta text-faint">{role ?? 'no role'}</span>
              </span>
              <Select
                aria-label={`What happens in ${connectionName}`}
                className="h-8 w-full rounded-base border border-edge bg-raised px-2.5"
                value={wish}
                onChange={event =>
                  set(connectionId, { wish: event.target.value === 'change' || event.target.value === 'take' ? event.target.value : 'keep', role: wanted })
                }
              >
                <option value="keep">Stays</option>
                <option value="change">Another role</option>
                <option value="take">Is taken</option>
              </Select>
              {wish === 'change' && (
                <TextField label={`Role in ${connectionName}`} value={wanted} onChange={event => set(connectionId, { wish, role: event.target.value })} />
              )}
            </li>
          )
        })}
      </ul>
    </PlaybookDialog>
  )
}
