import type { InputHTMLAttributes, ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { CloseIcon, DownIcon, SearchIcon } from './icons.tsx'
import { Select } from './select.tsx'

interface FilterSelectProps<Value extends string> {
  label: string
  /** The words when nothing is chosen: `Any account`. */
  any: string
  options: readonly (readonly [Value, string])[]
  value: Value | undefined
  onChange: (value: Value | undefined) => void
}

const pill = 'h-8 rounded-base border px-2.5 pointer-coarse:h-10'
const pillTone = (chosen: boolean) => (chosen ? 'border-accent bg-accent-wash text-ink' : 'border-line bg-raised text-soft hover:border-edge')

/** A filter that narrows a list; it looks set when it is set. */
export const FilterSelect = <Value extends string>({ label, any, options, value, onChange }: FilterSelectProps<Value>) => (
  <Select
    aria-label={label}
    value={value ?? ''}
    onChange={event => onChange((event.target.value || undefined) as Value | undefined)}
    className={classNames(pill, 'field-sizing-content max-w-44', pillTone(value !== undefined))}
  >
    <option value="">{any}</option>
    {options.map(([option, words]) => (
      <option key={option} value={option}>
        {words}
      </option>
    ))}
  </Select>
)

interface FilterButtonProps {
  chosen: boolean
  onClick: () => void
  children: ReactNode
}

/** A filter whose answers need a dialog. */
export const FilterButton = ({ chosen, onClick, children }: FilterButtonProps) => (
  <button type="button" aria-haspopup="dialog" onClick={onClick} className={classNames(pill, 'inline-flex items-center gap-2', pillTone(chosen))}>
    {children}
    <DownIcon className="size-3 text-faint" />
  </button>
)

interface FilterInputProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'value'> {
  label: string
  value: string | undefined
  onChange: (value: string | undefined) => void
}

export const FilterInput = ({ label, value, onChange, className, ...input }: FilterInputProps) => (
  <input
    {...input}
    aria-label={label}
    title={label}
    value={value ?? ''}
    onChange={event => onChange(event.target.value || undefined)}
    className={classNames(pill, pillTone(Boolean(value)), className)}
  />
)

interface SearchFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'value'> {
  label: string
  value: string
  onChange: (value: string) => void
}

/** The page's search box; `/` puts the cursor into it. */
export const SearchField = ({ label, value, onChange, className, ...input }: SearchFieldProps) => (
  <div className={classNames('relative', className)}>
    <SearchIcon className="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-faint" />
    <input
      {...input}
      type="search"
      aria-label={label}
      placeholder={label}
      value={value}
      data-page-search
      onChange={event => onChange(event.target.value)}
      className="h-8 w-full rounded-base border border-edge bg-raised pr-8 pl-8 focus-visible:border-accent focus-visible:outline-offset-0 pointer-coarse:h-10 [&::-webkit-search-cancel-button]:hidden"
    />
    {value && (
      <button
        type="button"
        aria-label="Clear the search"
        onClick={() => onChange('')}
        className="absolute top-1/2 right-1 flex size-6 -translate-y-1/2 items-center justify-center rounded-small text-faint hover:text-ink"
      >
        <CloseIcon />
      </button>
    )}
  </div>
)
