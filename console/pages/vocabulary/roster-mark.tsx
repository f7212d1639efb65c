import type { RosterMark } from '@rollcall/contract'
import type { ReactNode } from 'react'

type Mark = RosterMark['mark']

export const markWords: Record<Mark, string> = {
  present: 'Present',
  inactive: 'Inactive',
  missing: 'Missing',
  should_not_be: 'Should not be there',
  unknown: 'Unknown',
}

const drawings: Record<Mark, readonly [string, ReactNode]> = {
  present: ['text-ink', <circle key="present" cx="8" cy="8" r="3.6" fill="currentColor" stroke="none" />],
  inactive: ['text-edge', <circle key="inactive" cx="8" cy="8" r="3.1" />],
  missing: ['text-warm', <path key="missing" d="M3.5 3.5h9v9h-9z" strokeDasharray="3 2.4" strokeWidth="1.6" />],
  should_not_be: ['text-warm', <path key="should-not-be" d="M8 1.8 14.2 8 8 14.2 1.8 8z" fill="currentColor" stroke="none" />],
  unknown: ['text-soft', <path key="unknown" d="M6 6.1a2 2 0 1 1 2.9 1.9c-.6.3-.9.7-.9 1.4M8 11.6v.2" strokeWidth="1.5" />],
}

/** How a person stands in one app, as a mark in a register: presence is quiet, a gap jumps out. */
export const Mark = ({ mark }: { mark: Mark }) => {
  const [tone, drawing] = drawings[mark]
  return (
    <svg
      viewBox="0 0 16 16"
      width="16"
      height="16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.2"
      strokeLinecap="round"
      aria-hidden="true"
      className={`shrink-0 ${tone}`}
    >
      {drawing}
    </svg>
  )
}
