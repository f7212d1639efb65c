import { Link } from '@tanstack/react-router'
import { StateMark } from '../../ui/state-mark.tsx'
import { classNames } from '../../ui/class-names.ts'
import { accessWords, effectWords } from '../vocabulary/access-rule-words.ts'
import type { Draft } from './use-draft.ts'

/** Until the end of the day, in UTC. */
const hasEnded = (until: string): boolean => until !== '' && until < new Date().toISOString().slice(0, 10)

/** Who is left out of the rules, in what, and until when. */
export const ExceptionList = ({ draft, openedKey }: { draft: Draft; openedKey: string | undefined }) => (
  <ul className="border-t border-line">
    {draft.exceptions.map(entry => {
      const { key, item: exception } = entry
      const lacks = draft.exceptionLacks(entry)
      return (
        <li
          key={key}
          data-row
          className={classNames(
            'relative grid gap-0.5 border-b border-line py-2 hover:bg-hover focus-within:bg-hover',
            key === openedKey && 'bg-accent-wash hover:bg-accent-wash',
          )}
        >
          <span className="flex flex-wrap items-baseline justify-between gap-x-4">
            <Link from="/settings/access-rules" search={{ exception: key }} resetScroll={false} data-row-link className="row-link min-w-0 break-words">
              <span className="font-strong">{exception.person.trim() || 'Somebody'}</span> {effectWords[exception.effect]} {accessWords(exception)}
            </Link>
            {exception.until !== '' &&
              (hasEnded(exception.until) ? (
                <StateMark shape="dash" tone="soft">
                  Ended on {exception.until}
                </StateMark>
              ) : (
                <StateMark shape="ring" tone="ink">
                  Until {exception.until}
                </StateMark>
              ))}
          </span>
          {lacks ? <span className="text-meta text-warm">Not finished: {lacks}.</span> : <span className="break-words text-soft">{exception.reason}</span>}
        </li>
      )
    })}
  </ul>
)
