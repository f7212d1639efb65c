import type { RosterMark } from '@rollcall/contract'
import type { PeopleQuestion } from '../../data/people.ts'
import { classNames } from '../../ui/class-names.ts'
import { Mark, markWords } from '../vocabulary/roster-mark.tsx'

const quiet: readonly RosterMark['mark'][] = ['present', 'inactive']
const filters: readonly NonNullable<PeopleQuestion['mark']>[] = ['missing', 'should_not_be', 'unknown']

interface LegendProps {
  chosen: PeopleQuestion['mark']
  onChoose: (mark: PeopleQuestion['mark']) => void
}

/** What the marks mean; those that may need somebody also filter. */
export const Legend = ({ chosen, onChoose }: LegendProps) => (
  <div className="flex flex-wrap items-center gap-x-2 gap-y-1 text-meta text-soft">
    {quiet.map(mark => (
      <span key={mark} className="mr-2 inline-flex items-center gap-1.5">
        <Mark mark={mark} />
        {markWords[mark]}
      </span>
    ))}
    {filters.map(mark => (
      <button
        key={mark}
        type="button"
        aria-pressed={chosen === mark}
        onClick={() => onChoose(chosen === mark ? undefined : mark)}
        className={classNames(
          'inline-flex h-7 items-center gap-1.5 rounded-base border px-2 pointer-coarse:h-9',
          chosen === mark ? 'border-accent bg-accent-wash text-ink' : 'border-line bg-raised hover:border-edge',
        )}
      >
        <Mark mark={mark} />
        {markWords[mark]}
      </button>
    ))}
  </div>
)
