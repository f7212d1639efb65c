import { useQuery } from '@tanstack/react-query'
import type { AppStanding } from '@rollcall/contract'
import { useId } from 'react'
import { standingQuery } from '../../data/apps.ts'
import { TextField } from '../../ui/field.tsx'

interface RoleMapProps {
  standing: AppStanding
  /** The connection of the second app. */
  to: string
  roles: Readonly<Record<string, string>>
  onChange: (roles: Readonly<Record<string, string>>) => void
}

const namesOf = ({ accounts }: AppStanding) => accounts.roles.flatMap(({ role, accounts: count }) => (role === null ? [] : [{ role, count }]))

/** What each role of the first app is called in the second, whose own roles are offered. */
export const RoleMap = ({ standing, to, roles, onChange }: RoleMapProps) => {
  const second = useQuery(standingQuery(to)).data
  const offered = useId()
  const held = namesOf(standing)
  if (held.length === 0) return null
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-1.5 font-strong">Roles</legend>
      <p className="text-meta text-faint">A role that is left empty is not given: the account is made as the app makes it by itself.</p>
      <datalist id={offered}>{second && namesOf(second).map(({ role }) => <option key={role}>{role}</option>)}</datalist>
      {held.map(({ role, count }) => (
        <TextField
          key={role}
          label={`${role} becomes`}
          hint={`${count} in ${standing.connection.name}`}
          optional
          list={offered}
          value={roles[role] ?? ''}
          onChange={event => onChange({ ...roles, [role]: event.target.value })}
        />
      ))}
    </fieldset>
  )
}
