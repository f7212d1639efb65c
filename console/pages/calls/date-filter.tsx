import { useState } from 'react'
import { FilterInput, FilterSelect } from '../../ui/filter.tsx'
import type { CallsSearch } from './address.ts'

const spans = { '0': 'Today', '7': 'Last 7 days', '30': 'Last 30 days', '90': 'Last 90 days', days: 'Between two days' } as const
type Span = keyof typeof spans
const options = Object.entries(spans) as [Span, string][]

/** `2026-11-22`, some days ago in the reader's zone. */
const dayAgo = (days: number): string => {
  const day = new Date()
  day.setDate(day.getDate() - days)
  return [day.getFullYear(), day.getMonth() + 1, day.getDate()].map(part => String(part).padStart(2, '0')).join('-')
}

interface DateFilterProps {
  from: string | undefined
  to: string | undefined
  onChange: (change: Pick<CallsSearch, 'from' | 'to'>) => void
}

/** When the call was: one of the usual spans, or two days of the reader's choice. */
export const DateFilter = ({ from, to, onChange }: DateFilterProps) => {
  const [ownDays, setOwnDays] = useState(false)
  const usual = options.find(([span]) => span !== 'days' && !to && from === dayAgo(Number(span)))?.[0]
  const chosen: Span | undefined = ownDays ? 'days' : (usual ?? (from || to ? 'days' : undefined))
  return (
    <>
      <FilterSelect
        label="When"
        any="Any time"
        options={options}
        value={chosen}
        onChange={span => {
          setOwnDays(span === 'days')
          if (span !== 'days') onChange({ from: span && dayAgo(Number(span)), to: undefined })
        }}
      />
      {chosen === 'days' && (
        <span className="flex items-center gap-1.5">
          <FilterInput label="From" type="date" max={to} value={from} onChange={day => onChange({ from: day })} />
          <span className="text-faint">to</span>
          <FilterInput label="To" type="date" min={from} value={to} onChange={day => onChange({ to: day })} />
        </span>
      )}
    </>
  )
}
