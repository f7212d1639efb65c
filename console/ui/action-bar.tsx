import type { ReactNode } from 'react'

/** What may be done with what is selected; it stays in sight while the table scrolls. */
export const ActionBar = ({ says, children }: { says: string; children: ReactNode }) => (
  <div className="screen-only sticky bottom-18 z-10 mt-4 flex flex-wrap items-center justify-between gap-3 rounded-large border border-line bg-raised py-3 pr-3 pl-5 shadow-lifted md:bottom-4">
    <p aria-live="polite">{says}</p>
    <div className="flex gap-2">{children}</div>
  </div>
)
