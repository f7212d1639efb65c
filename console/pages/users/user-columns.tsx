import { Link } from '@tanstack/react-router'
import type { DirectoryUser } from '@rollcall/contract'
import type { Column } from '../../ui/table.tsx'
import { Time } from '../../ui/time.tsx'
import { licenceWords, sourceWords, StatusMark } from '../vocabulary/grant-words.tsx'
import type { UsersSearch } from './address.ts'

const LastSignIn = ({ at }: { at: string | null }) => (at === null ? <span className="text-faint">Never</span> : <Time at={at} className="text-soft" />)

/** The columns of the list of users, as it is sorted now. */
export const userColumns = ({ sort = 'name' }: UsersSearch): Column<DirectoryUser>[] => {
  const reversed = sort.startsWith('-')
  return [
    {
      id: 'name',
      head: 'Name',
      sort: 'name',
      reversed,
      className: 'max-sm:w-full',
      cell: ({ id, name, userName, role, status }) => (
        <div className="grid gap-0.5">
          <Link from="/settings/users" search={before => ({ ...before, user: id })} resetScroll={false} data-row-link className="row-link font-strong">
            {name}
          </Link>
          <span className="text-meta break-all text-faint">{userName}</span>
          <span className="flex flex-wrap gap-x-3 text-meta text-soft sm:hidden">
            {role.name} <StatusMark status={status} />
          </span>
        </div>
      ),
    },
    {
      id: 'role',
      head: 'Role',
      from: 'sm',
      sort: 'role',
      reversed,
      cell: ({ role }) => (
        <div className="grid gap-0.5">
          {role.name}
          <span className="text-meta text-faint">{sourceWords[role.source]}</span>
        </div>
      ),
    },
    {
      id: 'licence',
      head: 'Licence',
      from: 'lg',
      cell: ({ licence }) => (
        <div className="grid gap-0.5">
          {licenceWords[licence.value]}
          <span className="text-meta text-faint">{sourceWords[licence.source]}</span>
        </div>
      ),
    },
    {
      id: 'manager',
      head: 'Reports to',
      from: 'lg',
      cell: ({ manager }) =>
        manager.ref === null ? (
          <span className="text-faint">Nobody</span>
        ) : (
          <div className="grid gap-0.5">
            {manager.name ?? manager.ref}
            <span className="text-meta text-faint">{manager.id === null ? 'not here yet' : sourceWords[manager.source]}</span>
          </div>
        ),
    },
    { id: 'status', head: 'Status', from: 'sm', cell: ({ status }) => <StatusMark status={status} /> },
    {
      id: 'lastSignInAt',
      head: 'Last sign-in',
      from: 'md',
      sort: 'lastSignInAt',
      reversed,
      className: 'whitespace-nowrap tabular-nums',
      cell: ({ lastSignInAt }) => <LastSignIn at={lastSignInAt} />,
    },
  ]
}
