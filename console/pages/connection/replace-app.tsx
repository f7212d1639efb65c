import { useQuery } from '@tanstack/react-query'
import type { AppStanding } from '@rollcall/contract'
import { useState } from 'react'
import { rosterColumnsQuery } from '../../data/people.ts'
import type { PlaybookAsk } from '../../data/playbooks.ts'
import { Choice } from '../../ui/choice.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { PersonPicker } from '../vocabulary/person-picker.tsx'
import { PlaybookDialog } from '../vocabulary/playbook-dialog.tsx'
import { useBegin } from '../vocabulary/use-begin.tsx'
import { RoleMap } from './role-map.tsx'
import { WhoMoves, type Mover } from './who-moves.tsx'

/** One app is replaced by another: by which, for whom, with which roles, and when it is switched off. */
export const ReplaceApp = ({ standing, onClose }: { standing: AppStanding; onClose: () => void }) => {
  const { id, name } = standing.connection
  const { when, fields } = useBegin({ edge: 'start_of_day', label: 'On a day', person: null })
  const others = (useQuery(rosterColumnsQuery).data?.columns ?? []).filter(({ connectionId, kind }) => kind === 'app' && connectionId !== id)
  const [to, setTo] = useState('')
  const [movers, setMovers] = useState<readonly Mover[] | null>(null)
  const [picking, setPicking] = useState(false)
  const [roles, setRoles] = useState<Readonly<Record<string, string>>>({})
  const [closes, setCloses] = useState<'verified' | 'day'>('verified')
  const [lastDay, setLastDay] = useState('')
  const ask: PlaybookAsk | null =
    when === null || to === '' || movers?.length === 0 || (closes === 'day' && lastDay === '')
      ? null
      : {
          playbook: 'app_migration',
          fromConnectionId: id,
          toConnectionId: to,
          when,
          roles: Object.fromEntries(Object.entries(roles).filter(([, role]) => role.trim() !== '')),
          switchOffOn: closes === 'day' ? lastDay : null,
          ...(movers === null ? {} : { personIds: movers.map(mover => mover.id) }),
        }
  if (picking)
    return (
      <PersonPicker
        title={`Who moves from ${name}?`}
        except=""
        onClose={() => setPicking(false)}
        onPick={({ id: personId, displayName }) => {
          setMovers([...(movers ?? []).filter(mover => mover.id !== personId), { id: personId, name: displayName }])
          setPicking(false)
        }}
      />
    )
  return (
    <PlaybookDialog
      title={`Replace ${name}`}
      ask={ask}
      missing={whatIsMissing(to, movers, when === null ? 'the day on which it begins' : `the last day of ${name}`, name)}
      onClose={onClose}
    >
      <SelectField label="By" value={to} onChange={event => setTo(event.target.value)}>
        <option value="">Choose an app…</option>
        {others.map(({ connectionId, name: other }) => (
          <option key={connectionId} value={connectionId}>
            {other}
          </option>
        ))}
      </SelectField>
      <WhoMoves from={name} movers={movers} onChange={setMovers} onAdd={() => setPicking(true)} />
      {to !== '' && <RoleMap standing={standing} to={to} roles={roles} onChange={setRoles} />}
      <div className="grid gap-1.5">
        <p className="font-strong">Begins</p>
        {fields}
      </div>
      <div className="grid gap-3">
        <p className="font-strong">Their account in {name} is closed</p>
        <div>
          <Choice
            label={`When ${name} is switched off`}
            options={[
              ['verified', 'When the other works'],
              ['day', 'After a day'],
            ]}
            value={closes}
            onChange={setCloses}
          />
        </div>
        {closes === 'verified' ? (
          <p className="text-meta text-faint">
            For each person only after their new account was seen to work. Nobody loses {name} who could not be given the other.
          </p>
        ) : (
          <TextField
            label={`Last day of ${name}`}
            type="date"
            className="sm:max-w-xs"
            hint={`On its end, where the company works, the plan that closes ${name} is drafted. It waits for approval.`}
            value={lastDay}
            onChange={event => setLastDay(event.target.value)}
          />
        )}
      </div>
    </PlaybookDialog>
  )
}

const whatIsMissing = (to: string, movers: readonly Mover[] | null, day: string, name: string): string =>
  to === '' ? `Choose by which app ${name} is replaced.` : movers?.length === 0 ? 'Choose who moves.' : `Choose ${day}.`
