import { Link } from '@tanstack/react-router'
import type { Deprovisioning } from '@rollcall/contract'
import { countOf, lapse } from '../../ui/numbers.ts'
import { Section } from '../../ui/section.tsx'
import { Time } from '../../ui/time.tsx'

const leavers = (count: number) => countOf(count, 'leaver')

/** From the deactivation of an identity to the last account: whom it took longest, and of whom it cannot be said. */
export const DeprovisioningTimes = ({ times }: { times: Deprovisioning }) => {
  const longest = times.slowest[0]?.seconds ?? 0
  return (
    <Section title={`Slowest to deprovision, ${times.days} days`}>
      {times.slowest.length > 0 ? (
        <ol>
          {times.slowest.map(({ personId, personName, connectionName, leftAt, seconds }) => (
            <li key={personId} data-row className="relative border-b border-line py-2 last:border-0 focus-within:bg-hover hover:bg-hover">
              <p className="flex items-baseline justify-between gap-4">
                <Link to="/people/$id" params={{ id: personId }} data-row-link className="row-link min-w-0 truncate font-strong">
                  {personName}
                </Link>
                <span className="whitespace-nowrap tabular-nums">{lapse(seconds)}</span>
              </p>
              <svg aria-hidden="true" viewBox={`0 0 ${longest || 1} 1`} preserveAspectRatio="none" className="my-1 block h-1.5 w-full text-edge">
                <rect width={seconds} height="1" fill="currentColor" />
              </svg>
              <p className="text-meta text-faint">
                left <Time at={leftAt} />, {connectionName} was the last account
              </p>
            </li>
          ))}
        </ol>
      ) : (
        <p className="text-soft">It is not known of anybody who left in the last {times.days} days how long it took.</p>
      )}
      <ul className="mt-2 grid gap-1 text-meta text-soft">
        {times.open > 0 && (
          <li className="text-warm">
            <Link to="/findings" search={{ kind: 'active_after_deactivation' }} className="underline underline-offset-2">
              {leavers(times.open)} of these days can still sign in somewhere
            </Link>
            , and {times.open === 1 ? 'is' : 'are'} not in the median.
          </li>
        )}
        {times.unknown > 0 && <li>Of {leavers(times.unknown)} it is not known when the last account was closed: it was closed when it was first read.</li>}
        {times.undated > 0 && <li>Of {leavers(times.undated)} no source tells on which day they left.</li>}
      </ul>
    </Section>
  )
}
