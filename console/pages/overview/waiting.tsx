import { Link } from '@tanstack/react-router'
import type { Overview } from '@rollcall/contract'
import type { ReactNode } from 'react'
import { countOf } from '../../ui/numbers.ts'
import { Section } from '../../ui/section.tsx'
import { StateMark } from '../../ui/state-mark.tsx'

interface Wait {
  id: string
  what: string
  /** Why, and what to do. */
  says: string
  link: ReactNode
}

const row = 'row-link font-strong'

/** What needs somebody, the most urgent first. */
export const waitingIn = ({ plansToApprove, tasksOverdue, sources, readsIncomplete }: Overview): Wait[] => [
  ...(tasksOverdue > 0
    ? [
        {
          id: 'tasks',
          what: 'Overdue',
          says: 'What somebody was to do by hand, and nobody says is done.',
          link: (
            <Link to="/tasks" search={{ owner: 'anybody', state: 'overdue' }} data-row-link className={row}>
              {countOf(tasksOverdue, 'task')} overdue
            </Link>
          ),
        },
      ]
    : []),
  ...(plansToApprove > 0
    ? [
        {
          id: 'plans',
          what: 'To approve',
          says: 'Nothing of it is changed before somebody approves.',
          link: (
            <Link to="/plans" search={{ state: 'draft' }} data-row-link className={row}>
              {countOf(plansToApprove, 'plan')} waiting for approval
            </Link>
          ),
        },
      ]
    : []),
  ...sources.attention.map(({ id, name, detail }) => ({
    id: `connection-${id}`,
    what: 'Connection',
    says: detail,
    link: (
      <Link to="/connections" search={{ connection: id }} data-row-link className={row}>
        {name} needs attention
      </Link>
    ),
  })),
  ...readsIncomplete
    .filter(({ connectionId }) => !sources.attention.some(({ id }) => id === connectionId))
    .map(({ connectionId, connectionName, problem }) => ({
      id: `read-${connectionId}`,
      what: 'Read',
      says: `${problem ?? ''} Nothing that removes access is planned from it.`.trim(),
      link: (
        <Link to="/connections" search={{ connection: connectionId }} data-row-link className={row}>
          {connectionName} was not read to the end
        </Link>
      ),
    })),
]

export const Waiting = ({ overview }: { overview: Overview }) => {
  const waiting = waitingIn(overview)
  return (
    <Section title="Needs somebody">
      {waiting.length ? (
        <ul>
          {waiting.map(({ id, what, says, link }) => (
            <li
              key={id}
              data-row
              className="relative grid gap-x-6 gap-y-0.5 border-b border-line py-2 last:border-0 focus-within:bg-hover hover:bg-hover sm:grid-cols-[1fr_7rem]"
            >
              <span className="min-w-0">
                {link}
                <span className="block text-soft">{says}</span>
              </span>
              <StateMark shape="diamond" tone="warm">
                {what}
              </StateMark>
            </li>
          ))}
        </ul>
      ) : (
        <p className="text-soft">Nothing: no plan waits, no task is overdue, and every source was read to the end.</p>
      )}
    </Section>
  )
}
