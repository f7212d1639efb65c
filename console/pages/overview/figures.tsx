import { Link } from '@tanstack/react-router'
import type { Overview } from '@rollcall/contract'
import type { ReactNode } from 'react'
import { count, countOf, lapse } from '../../ui/numbers.ts'
import { moneyWords } from '../vocabulary/finding-words.ts'

interface FigureProps {
  term: string
  /** The number, as a link to the list that it counts. */
  children: ReactNode
  /** What the number means, or why there is none. */
  says: ReactNode
}

const Figure = ({ term, children, says }: FigureProps) => (
  <div className="flex min-h-28 min-w-0 flex-col border-t border-line py-4 pr-6">
    <dt className="text-meta text-faint">{term}</dt>
    <dd className="mt-1 text-title tracking-[-0.012em] tabular-nums">{children}</dd>
    <dd className="mt-0.5 text-meta text-soft">{says}</dd>
  </div>
)

const big = 'rounded-small hover:underline hover:decoration-line hover:underline-offset-4'
const small = 'rounded-small underline decoration-line underline-offset-2 hover:text-ink'

/** The five numbers that say how the company stands. */
export const Figures = ({ overview: { people, sources, findings, deprovisioning, waste } }: { overview: Overview }) => {
  const inStatus = (wanted: string) => people.statuses.find(({ status }) => status === wanted)?.people ?? 0
  return (
    <dl className="grid grid-cols-2 sm:grid-cols-3 xl:grid-cols-5">
      <Figure
        term="People"
        says={
          <>
            <Link to="/people" search={{ status: 'active' }} className={small}>
              {count(inStatus('active'))} active
            </Link>
            ,{' '}
            <Link to="/people" search={{ status: 'inactive' }} className={small}>
              {count(inStatus('inactive'))} inactive
            </Link>
          </>
        }
      >
        <Link to="/people" className={big}>
          {count(people.total)}
        </Link>
      </Figure>
      <Figure term="Apps" says={`and ${countOf(sources.identity, 'identity source')}`}>
        <Link to="/connections" className={big}>
          {count(sources.apps)}
        </Link>
      </Figure>
      <Figure term="Open findings" says={findings.open === 0 ? 'everything is in step' : `of ${countOf(findings.kinds.length, 'kind')}`}>
        <Link to="/findings" className={findings.open > 0 ? `${big} text-warm` : big}>
          {count(findings.open)}
        </Link>
      </Figure>
      <Figure
        term="Time to deprovision"
        says={
          deprovisioning.medianSeconds === null
            ? `nobody who left in ${deprovisioning.days} days could be measured`
            : `median of ${countOf(deprovisioning.measured, 'leaver')} in ${deprovisioning.days} days`
        }
      >
        {deprovisioning.medianSeconds === null ? <span className="text-faint">Not known</span> : lapse(deprovisioning.medianSeconds)}
      </Figure>
      <Figure
        term="Licence waste a month"
        says={
          waste.priced ? (
            waste.unpriced > 0 ? (
              <Link to="/settings/findings" className={small}>
                {countOf(waste.unpriced, 'account')} without a price not counted
              </Link>
            ) : (
              'at the prices that were set'
            )
          ) : (
            <Link to="/settings/findings" className={small}>
              Set what licences cost
            </Link>
          )
        }
      >
        {waste.priced ? waste.costs.map(moneyWords).join(' + ') || 'None' : <span className="text-faint">Not known</span>}
      </Figure>
    </dl>
  )
}
