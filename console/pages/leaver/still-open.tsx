import type { Leaver } from '@rollcall/contract'
import type { ReactNode } from 'react'
import { countOf } from '../../ui/numbers.ts'
import { StateMark } from '../../ui/state-mark.tsx'

/** What still bears their name, each with what it means. */
export const StillOpen = ({ leaver: { open, name } }: { leaver: Leaver }) => {
  const things: ReactNode[] = [
    open.calls > 0 && `${countOf(open.calls, 'call')} under the name of ${name}.`,
    open.reports > 0 && `${countOf(open.reports, 'person', 'people')} whose manager they are. The identity provider says who follows.`,
    open.approvals > 0 && `${countOf(open.approvals, 'approval')} on plans that wait for more people. They do not count any more.`,
    ...open.tokens.map(token => `The token “${token}”, which they made, goes on working: it only provisions, and belongs to the workspace.`),
  ].filter(Boolean)
  if (things.length === 0)
    return (
      <StateMark shape="check" tone="proof">
        Nothing is open
      </StateMark>
    )
  return (
    <ul className="grid gap-1">
      {things.map((thing, index) => (
        <li key={index}>
          <StateMark shape="diamond" tone="warm">
            Open
          </StateMark>{' '}
          {thing}
        </li>
      ))}
    </ul>
  )
}
