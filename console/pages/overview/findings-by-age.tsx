import { Link } from '@tanstack/react-router'
import type { Overview } from '@rollcall/contract'
import { count } from '../../ui/numbers.ts'
import { Section } from '../../ui/section.tsx'
import { ageWords, kindWords } from '../vocabulary/finding-words.ts'

type ByKind = Overview['findings']['kinds'][number]
type Age = ByKind['ages'][number]['age']

/** The longer it has been true, the fuller the colour. */
const shades: Record<Age, string> = { day: 'opacity-25', week: 'opacity-40', month: 'opacity-60', quarter: 'opacity-80', older: 'opacity-100' }
const ages = Object.keys(shades) as Age[]
/** Above narrow columns; `ageWords` says it in full. */
const heads: Record<Age, string> = { day: 'Day', week: '7 days', month: '30 days', quarter: '90 days', older: 'Older' }
const number = 'rounded-small hover:underline hover:underline-offset-2'

/** Kinds of open findings against how long they have been true: a table of numbers, with a bar for each row. */
export const FindingsByAge = ({ findings: { open, kinds } }: { findings: Overview['findings'] }) => {
  const most = Math.max(1, ...kinds.map(kind => kind.open))
  if (open === 0)
    return (
      <Section title="Open findings">
        <p className="text-soft">None: nobody who left can sign in, and everybody who is there has what they should.</p>
      </Section>
    )
  return (
    <Section
      title="Open findings"
      aside={
        <Link to="/settings/findings" className="text-meta text-faint hover:text-ink">
          What counts
        </Link>
      }
    >
      <table className="w-full border-collapse text-left tabular-nums">
        <caption className="sr-only">Open findings by kind and by how long they have been true</caption>
        <thead>
          <tr className="border-b border-line align-bottom text-meta text-faint">
            <th scope="col" className="py-2 pr-4 font-normal">
              Kind
            </th>
            {ages.map(age => (
              <th key={age} scope="col" className="px-2 py-2 text-right font-normal whitespace-nowrap max-md:hidden">
                <Link to="/findings" search={{ age }} title={ageWords[age]} className={number}>
                  {heads[age]}
                </Link>
              </th>
            ))}
            <th scope="col" className="py-2 pl-2 text-right font-normal">
              Open
            </th>
          </tr>
        </thead>
        <tbody>
          {kinds.map(each => (
            <Row key={each.kind} of={each} most={most} />
          ))}
        </tbody>
      </table>
    </Section>
  )
}

const Row = ({ of: { kind, open, ages: counts }, most }: { of: ByKind; most: number }) => (
  <tr data-row className="border-b border-line last:border-0 focus-within:bg-hover hover:bg-hover">
    <th scope="row" className="py-2 pr-4 font-normal max-md:w-full md:w-1/2">
      <Link to="/findings" search={{ kind }} data-row-link className={number}>
        {kindWords[kind]}
      </Link>
      <AgeBar counts={counts} most={most} />
    </th>
    {counts.map(({ age, open: aged }) => (
      <td key={age} className="px-2 py-2 text-right text-soft max-md:hidden">
        {aged > 0 ? (
          <Link to="/findings" search={{ kind, age }} className={number}>
            {count(aged)}
          </Link>
        ) : (
          <span className="text-faint">0</span>
        )}
      </td>
    ))}
    <td className="py-2 pl-2 text-right font-strong">
      <Link to="/findings" search={{ kind }} className={number}>
        {count(open)}
      </Link>
    </td>
  </tr>
)

/** The row's numbers as lengths, the oldest first; they stand beside it for those who cannot see it. */
const AgeBar = ({ counts, most }: { counts: ByKind['ages']; most: number }) => {
  const parts = counts.toReversed()
  return (
    <svg aria-hidden="true" viewBox={`0 0 ${most} 1`} preserveAspectRatio="none" className="mt-1.5 block h-1.5 w-full text-warm">
      {parts.map(({ age, open }, place) => (
        <rect
          key={age}
          x={parts.slice(0, place).reduce((sum, part) => sum + part.open, 0)}
          width={open}
          height="1"
          fill="currentColor"
          className={shades[age]}
        />
      ))}
    </svg>
  )
}
