import type { Person } from '@rollcall/contract'

interface LicenceBoxesProps {
  person: Person
  /** Connections. */
  chosen: readonly string[]
  onChange: (chosen: readonly string[]) => void
}

/** In which apps the licence is taken as well; nothing where the person has none. */
export const LicenceBoxes = ({ person: { accounts }, chosen, onChange }: LicenceBoxesProps) => {
  const licensed = accounts.filter(
    ({ licence, status, protection }) => licence !== null && status !== 'inactive' && status !== 'deleted' && protection === 'none',
  )
  if (licensed.length === 0) return null
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1.5 font-strong">Take the licence as well</legend>
      <p className="text-meta text-faint">Only where an app charges for inactive accounts: elsewhere closing the account frees it.</p>
      {licensed.map(({ id, connectionId, connectionName, licence }) => (
        <label key={id} className="flex items-center gap-2.5">
          <input
            type="checkbox"
            className="size-4 accent-accent"
            checked={chosen.includes(connectionId)}
            onChange={event => onChange(event.target.checked ? [...chosen, connectionId] : chosen.filter(one => one !== connectionId))}
          />
          {connectionName} <span className="text-faint">{licence}</span>
        </label>
      ))}
    </fieldset>
  )
}
