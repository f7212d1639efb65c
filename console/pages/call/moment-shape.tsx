import type { MomentKind } from '@rollcall/contract'
import type { ReactNode } from 'react'

const drawings: Record<MomentKind, ReactNode> = {
  tracker: <path d="M5 .6 9.4 5 5 9.4.6 5z" fill="currentColor" />,
  next_step: <path d="M1.5 1 8.8 5 1.5 9z" fill="currentColor" />,
  question: <circle cx="5" cy="5" r="3.3" fill="var(--color-paper)" stroke="currentColor" strokeWidth="1.3" />,
  pricing: <path d="M1.4 1.4h7.2v7.2H1.4z" fill="currentColor" />,
}

/** Each kind of moment has its own shape, everywhere it is shown. */
export const MomentShape = ({ kind, className = '' }: { kind: MomentKind; className?: string }) => (
  <svg viewBox="0 0 10 10" width="10" height="10" aria-hidden="true" className={`shrink-0 ${className}`}>
    {drawings[kind]}
  </svg>
)
