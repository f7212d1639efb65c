import { useQuery } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { trackersQuery } from '../../data/trackers.ts'
import { Button } from '../../ui/button.tsx'
import { FilterButton, FilterInput, FilterSelect, SearchField } from '../../ui/filter.tsx'
import { CloseIcon } from '../../ui/icons.tsx'
import { useTyped } from '../../ui/use-typed.ts'
import { AccountPicker } from '../vocabulary/account-picker.tsx'
import { kindWords } from '../vocabulary/call-words.tsx'
import type { CallsSearch } from './address.ts'
import { DateFilter } from './date-filter.tsx'
import { isNarrowed } from './question.ts'

const kinds = Object.entries(kindWords) as [keyof typeof kindWords, string][]
const deliveryStates = [
  ['none', 'Not delivered'],
  ['waiting', 'Waiting'],
  ['delivered', 'Delivered'],
  ['failed', 'Delivery failed'],
] as const

interface CallFiltersProps {
  search: CallsSearch
  onChange: (change: Partial<CallsSearch>) => void
  onClear: () => void
  owners: readonly string[]
  /** The name of the account that is filtered by, as far as the list tells it. */
  accountName: string | null | undefined
}

export const CallFilters = ({ search, onChange, onClear, owners, accountName }: CallFiltersProps) => {
  const trackers = useQuery(trackersQuery).data?.items ?? []
  const [typed, setTyped] = useTyped(
    search.q ?? '',
    useCallback(q => onChange({ q: q || undefined }), [onChange]),
  )
  const [owner, setOwner] = useTyped(
    search.owner ?? '',
    useCallback(text => onChange({ owner: text || undefined }), [onChange]),
  )
  return (
    <search className="mb-4 flex flex-wrap items-center gap-2">
      <SearchField label="Search what was said, titles and names" value={typed} onChange={setTyped} className="w-full sm:w-80" />
      <div className="filter-strip">
        <FilterSelect label="Kind" any="Any kind" options={kinds} value={search.kind} onChange={kind => onChange({ kind })} />
        <AccountFilter name={accountName} chosen={search.accountId !== undefined} onChange={accountId => onChange({ accountId })} />
        <FilterSelect
          label="Tracker"
          any="Any tracker"
          options={trackers.map(({ id, name }) => [id, name] as const)}
          value={search.trackerId}
          onChange={trackerId => onChange({ trackerId })}
        />
        <FilterSelect label="Delivery" any="Any delivery" options={deliveryStates} value={search.delivery} onChange={delivery => onChange({ delivery })} />
        <FilterInput label="Owner’s e-mail" placeholder="Any owner" list="call-owners" className="w-28" value={owner} onChange={text => setOwner(text ?? '')} />
        <datalist id="call-owners">
          {owners.map(one => (
            <option key={one}>{one}</option>
          ))}
        </datalist>
        <DateFilter from={search.from} to={search.to} onChange={onChange} />
        {isNarrowed(search) && (
          <Button look="quiet" onClick={onClear}>
            <CloseIcon /> Clear
          </Button>
        )}
      </div>
    </search>
  )
}

interface AccountFilterProps {
  chosen: boolean
  name: string | null | undefined
  onChange: (accountId: string | undefined) => void
}

const AccountFilter = ({ chosen, name, onChange }: AccountFilterProps) => {
  const [open, setOpen] = useState(false)
  return (
    <>
      <FilterButton chosen={chosen} onClick={() => setOpen(true)}>
        {chosen ? (name ?? 'One account') : 'Any account'}
      </FilterButton>
      {open && (
        <AccountPicker
          title="Calls of an account"
          {...(chosen && { none: 'Any account' })}
          onClose={() => setOpen(false)}
          onPick={account => {
            setOpen(false)
            onChange(account?.id)
          }}
        />
      )}
    </>
  )
}
