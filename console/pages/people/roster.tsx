import { useWindowVirtualizer } from '@tanstack/react-virtual'
import type { listPeople, PersonSummary, Reply } from '@rollcall/contract'
import { useEffect, useRef, useState } from 'react'
import { DownIcon } from '../../ui/icons.tsx'
import type { PeopleQuestion } from '../../data/people.ts'
import { RosterRow } from './roster-row.tsx'

export type RosterColumn = Reply<typeof listPeople>['columns'][number]

interface RosterProps {
  people: readonly PersonSummary[]
  columns: readonly RosterColumn[]
  total: number
  sort: PeopleQuestion['sort']
  onSort: (sort: PeopleQuestion['sort']) => void
  /** Asked when the last rows come near. */
  onNearEnd: () => void
}

const rowHeight = 41
const nearRows = 30

const Head = ({ word, sort, sorted, onSort }: { word: string; sort: PeopleQuestion['sort']; sorted: boolean; onSort: RosterProps['onSort'] }) => (
  <span role="columnheader" aria-sort={sorted ? 'ascending' : undefined}>
    <button type="button" onClick={() => onSort(sort)} className={`inline-flex items-center gap-1 rounded-small hover:text-ink ${sorted ? 'text-ink' : ''}`}>
      {word}
      {sorted && <DownIcon className="size-3 rotate-180" />}
    </button>
  </span>
)

/** The attendance sheet: one row per person, one mark per app, always in the same order. Only the rows in sight are drawn. */
export const Roster = ({ people, columns, total, sort = 'name', onSort, onNearEnd }: RosterProps) => {
  const body = useRef<HTMLDivElement>(null)
  const [top, setTop] = useState(0)
  useEffect(() => setTop(body.current?.offsetTop ?? 0), [])
  // Nothing here is memoised by a compiler, which is what the rule is about.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useWindowVirtualizer({ count: people.length, estimateSize: () => rowHeight, overscan: 12, scrollMargin: top })
  const rows = virtual.getVirtualItems()
  const last = rows.at(-1)?.index ?? 0
  const near = last >= people.length - nearRows && people.length < total
  useEffect(() => {
    if (near) onNearEnd()
  }, [near, people.length, onNearEnd])
  return (
    <div role="table" aria-label="People" aria-rowcount={total + 1} className="text-left" style={{ ['--marks' as string]: columns.length }}>
      <div role="row" aria-rowindex={1} className="roster-row items-end border-b border-line pb-2 text-meta text-faint">
        <span className="max-sm:hidden">
          <Head word="Person" sort="name" sorted={sort === 'name'} onSort={onSort} />
        </span>
        <div className="roster-marks gap-y-2" role="presentation">
          {columns.map(({ connectionId, name }) => (
            <span
              key={connectionId}
              role="columnheader"
              className="flex max-h-24 items-center justify-start justify-self-center [writing-mode:vertical-rl] rotate-180 whitespace-nowrap"
            >
              <span className="max-h-24 truncate">{name}</span>
            </span>
          ))}
        </div>
        <span className="max-xl:hidden">
          <Head word="Department" sort="department" sorted={sort === 'department'} onSort={onSort} />
        </span>
        <span className="max-sm:hidden">
          <Head word="Findings" sort="findings" sorted={sort === 'findings'} onSort={onSort} />
        </span>
      </div>
      <div ref={body} role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
        {rows.map(row => {
          const person = people[row.index]
          return (
            person && (
              <div
                key={person.id}
                ref={virtual.measureElement}
                data-index={row.index}
                role="row"
                aria-rowindex={row.index + 2}
                data-row
                className="roster-row absolute inset-x-0 top-0 min-h-[2.5625rem] items-center border-b border-line py-1 focus-within:bg-hover hover:bg-hover"
                style={{ transform: `translateY(${row.start - virtual.options.scrollMargin}px)` }}
              >
                <RosterRow person={person} columns={columns} />
              </div>
            )
          )
        })}
      </div>
    </div>
  )
}
