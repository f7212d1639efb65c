import { Link } from '@tanstack/react-router'
import type { Permission, Role } from '@rollcall/contract'
import { buttonClass } from '../../ui/button.tsx'
import { count } from '../../ui/numbers.ts'
import { permissionWords } from '../vocabulary/scope-words.ts'

/** `anyone` and `self` belong to everybody: they tell no role from another. */
const rows = (Object.keys(permissionWords) as Permission[]).filter(permission => permission !== 'anyone' && permission !== 'self')

/** A filled square for what a role may do, a point for what it may not: read down for a role, across for a permission. */
const Mark = ({ held }: { held: boolean }) => (
  <>
    <svg viewBox="0 0 16 16" className={held ? 'mx-auto size-4 text-ink' : 'mx-auto size-4 text-faint'} aria-hidden="true">
      {held ? <rect x="2.5" y="2.5" width="11" height="11" rx="1.5" fill="currentColor" /> : <circle cx="8" cy="8" r="1.2" fill="currentColor" />}
    </svg>
    <span className="sr-only">{held ? 'Yes' : 'No'}</span>
  </>
)

interface RoleMatrixProps {
  roles: readonly Role[]
  /** Absent for those who may not change roles. */
  onOpen: ((role: Role) => void) | undefined
}

export const RoleMatrix = ({ roles, onOpen }: RoleMatrixProps) => (
  <div className="overflow-x-auto">
    <table className="border-collapse text-left">
      <caption className="sr-only">Which role may do what</caption>
      <thead>
        <tr className="border-b border-line align-bottom">
          <th scope="col" className="sticky left-0 min-w-40 bg-paper py-2 pr-6 text-meta font-normal text-faint sm:min-w-64">
            May
          </th>
          {roles.map(role => (
            <th key={role.id} scope="col" className="w-28 min-w-28 px-2 py-2 text-center align-bottom">
              {role.name}
              <span className="block text-meta font-normal text-faint">
                <Link
                  to="/settings/users"
                  search={{ role: role.id }}
                  className="hover:underline"
                  aria-label={`${count(role.users)} users with the role ${role.name}`}
                >
                  {count(role.users)} {role.users === 1 ? 'user' : 'users'}
                </Link>
              </span>
              {role.builtIn ? (
                <span className="block text-meta font-normal text-faint">built in</span>
              ) : (
                onOpen && (
                  <button type="button" className={buttonClass('quiet', 'mt-1')} aria-label={`Change ${role.name}`} onClick={() => onOpen(role)}>
                    Change
                  </button>
                )
              )}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(permission => (
          <tr key={permission} className="border-b border-line hover:bg-hover">
            <th scope="row" className="sticky left-0 bg-paper py-2 pr-6 font-normal">
              {permissionWords[permission]}
              <span className="block font-mono text-meta text-faint">{permission}</span>
            </th>
            {roles.map(role => (
              <td key={role.id} className="px-2 py-2 text-center align-middle">
                <Mark held={role.permissions.includes(permission)} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)
