import { Link } from '@tanstack/react-router'
import type { AccessRulesPreview } from '@rollcall/contract'
import { countOf } from '../../ui/numbers.ts'
import { OrderedList } from '../../ui/ordered-list.tsx'
import { accessWords, whoseWords } from '../vocabulary/access-rule-words.ts'
import type { Draft } from './use-draft.ts'

interface RuleListProps {
  draft: Draft
  openedKey: string | undefined
  /** What the draft would do, once it is known. */
  preview: AccessRulesPreview | undefined
}

/** The rules in sentences and in their order. */
export const RuleList = ({ draft, openedKey, preview }: RuleListProps) => {
  const given = new Map(preview?.given.map(({ rule, persons }) => [rule, persons]))
  return (
    <OrderedList
      label="Rules, of those that give an app the first decides"
      noun="rule"
      items={draft.rules}
      keyOf={({ key }) => key}
      isCurrent={({ key }) => key === openedKey}
      onMove={draft.moveRule}
    >
      {entry => {
        const lacks = draft.ruleLacks(entry)
        const persons = given.get(entry.item.name.trim())
        return (
          <div className="grid gap-0.5">
            <Link
              from="/settings/access-rules"
              search={{ rule: entry.key }}
              resetScroll={false}
              draggable={false}
              data-row-link
              className="row-link font-strong"
            >
              {entry.item.name.trim() || 'A rule without a name'}
            </Link>
            <span className="break-words text-soft">{whoseWords(entry.item)}</span>
            <span className="break-words">{entry.item.gives.map(accessWords).join('; ')}</span>
            {lacks ? (
              <span className="text-meta text-warm">Not finished: {lacks}.</span>
            ) : (
              persons !== undefined && (
                <span className="text-meta text-faint">
                  {persons === 0 ? 'Would give nobody anything' : `Would give something to ${countOf(persons, 'person', 'people')}`}
                </span>
              )
            )}
          </div>
        )
      }}
    </OrderedList>
  )
}
