import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { Link } from '@tanstack/react-router'
import type { AccountEntry } from '@rollcall/contract'
import { useEffect, useRef, useState } from 'react'
import { Time } from '../../ui/time.tsx'
import { protectionWords } from '../vocabulary/link-words.ts'
import { statusWords } from '../vocabulary/roll-words.tsx'

interface AccountRowsProps {
  accounts: readonly AccountEntry[]
  total: number
  /** Asked when the last rows come near. */
  onNearEnd: () => void
}

const rowHeight = 57
const nearRows = 30
const grid = 'grid grid-cols-[minmax(0,1fr)_auto] gap-x-6 sm:grid-cols-[minmax(0,1.4fr)_minmax(0,1fr)_6rem_8rem]'
const heads = ['Account', 'Role and licence', 'Status', 'Last used'] as const

/** The accounts of an app. Only the rows in sight are drawn. */
export const AccountRows = ({ accounts, total, onNearEnd }: AccountRowsProps) => {
  const body = useRef<HTMLDivElement>(null)
  const [top, setTop] = useState(0)
  useEffect(() => setTop(body.current?.offsetTop ?? 0), [])
  // Nothing here is memoised by a compiler, which is what the rule is about.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useWindowVirtualizer({ count: accounts.length, estimateSize: () => rowHeight, overscan: 12, scrollMargin: top })
  const rows = virtual.getVirtualItems()
  const near = (rows.at(-1)?.index ?? 0) >= accounts.length - nearRows && accounts.length < total
  useEffect(() => {
    if (near) onNearEnd()
  }, [near, accounts.length, onNearEnd])
  return (
    <div role="table" aria-label="Accounts" aria-rowcount={total + 1} className="text-left">
      <div role="row" aria-rowindex={1} className={`${grid} border-b border-line pb-2 text-meta text-faint`}>
        {heads.map((head, column) => (
          <span key={head} role="columnheader" className={column === 1 || column === 3 ? 'max-sm:hidden' : undefined}>
            {head}
          </span>
        ))}
      </div>
      <div ref={body} role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
        {rows.map(row => {
          const account = accounts[row.index]
          return (
            account && (
              <div
                key={account.id}
                ref={virtual.measureElement}
                data-index={row.index}
                role="row"
                aria-rowindex={row.index + 2}
                data-row
                className={`${grid} absolute inset-x-0 top-0 min-h-[3.5625rem] items-start border-b border-line py-2 focus-within:bg-hover hover:bg-hover`}
                style={{ transform: `translateY(${row.start - virtual.options.scrollMargin}px)` }}
              >
                <AccountRow account={account} />
              </div>
            )
          )
        })}
      </div>
    </div>
  )
}

const AccountRow = ({ account: { userName, displayName, person, role, licence, status, protection, lastActiveAt } }: { account: AccountEntry }) => (
  <>
    <span role="cell" className="grid min-w-0">
      {person ? (
        <Link to="/people/$id" params={{ id: person.id }} data-row-link className="row-link truncate font-strong">
          {person.name}
        </Link>
      ) : (
        <span className="truncate font-strong">{displayName}</span>
      )}
      <span className="truncate text-meta text-faint">
        {userName}
        {protection !== 'none' && `, ${protectionWords[protection].toLowerCase()}`}
        {!person && ', nobody known'}
      </span>
    </span>
    <span role="cell" className="grid min-w-0 max-sm:hidden">
      <span className="truncate text-soft">{role ?? 'No role'}</span>
      {licence && <span className="truncate text-meta text-faint">{licence}</span>}
    </span>
    <span role="cell" className={status === 'active' ? '' : 'text-soft'}>
      {statusWords[status]}
    </span>
    <span role="cell" className="text-soft max-sm:hidden">
      {lastActiveAt ? <Time at={lastActiveAt} /> : 'Never seen'}
    </span>
  </>
)
