import { Link } from '@tanstack/react-router'
import type { Overview } from '@rollcall/contract'
import { countOf } from '../../ui/numbers.ts'
import { Section } from '../../ui/section.tsx'
import { kindWords, moneyWords } from '../vocabulary/finding-words.ts'

/** What licences cost that nobody needs, by the kind of finding that says so. */
export const Waste = ({ waste: { priced, kinds, unpriced } }: { waste: Overview['waste'] }) => (
  <Section title="Licence waste a month">
    {!priced && (
      <p className="text-soft">
        Nothing can be said of it until{' '}
        <Link to="/settings/findings" className="underline underline-offset-2 hover:text-ink">
          the price of a licence is set
        </Link>
        .
      </p>
    )}
    {priced && kinds.length === 0 && <p className="text-soft">None of the licences with a price is paid for nothing.</p>}
    {kinds.length > 0 && (
      <>
        <ul>
          {kinds.map(({ kind, costs }) => (
            <li
              key={kind}
              data-row
              className="relative flex justify-between gap-4 border-b border-line py-2 last:border-0 focus-within:bg-hover hover:bg-hover"
            >
              <Link to="/findings" search={{ kind }} data-row-link className="row-link min-w-0">
                {kindWords[kind]}
              </Link>
              <span className="tabular-nums">{costs.map(moneyWords).join(' + ')}</span>
            </li>
          ))}
        </ul>
        <p className="mt-2 text-meta text-faint">An account of several kinds counts once in the sum.</p>
      </>
    )}
    {priced && unpriced > 0 && <p className="mt-1 text-meta text-soft">{countOf(unpriced, 'more account')} may waste a licence that has no price.</p>}
  </Section>
)
