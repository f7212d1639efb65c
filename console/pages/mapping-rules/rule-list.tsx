import type { MappingRule } from '@rollcall/contract'
import { Link } from '@tanstack/react-router'
import { countOf } from '../../ui/numbers.ts'
import { OrderedList } from '../../ui/ordered-list.tsx'
import { givesWords, type RoleNames, unfinishedWords, whenWords } from '../vocabulary/rule-words.ts'
import type { Draft } from './use-draft.ts'

interface RuleListProps {
  draft: Draft
  roles: RoleNames
  /** How many have something by a rule, by its id. */
  given: Record<string, number>
  openedId: string | undefined
}

/** The rules in their order, as sentences. */
export const RuleList = ({ draft, roles, given, openedId }: RuleListProps) => (
  <OrderedList
    label="Rules, the first that matches wins"
    noun="rule"
    items={draft.rules}
    keyOf={({ id }) => id}
    isCurrent={({ id }) => id === openedId}
    onMove={draft.move}
  >
    {(rule, index) => (
      <>
        <Link from="/settings/mapping-rules" search={{ rule: rule.id }} resetScroll={false} draggable={false} data-row-link className="row-link">
          <span className="text-soft">{whenWords(rule, index === 0)},</span> <span className="font-strong">{givesWords(rule, roles)}</span>
        </Link>
        <RuleNote rule={rule} given={given[rule.id] ?? 0} />
      </>
    )}
  </OrderedList>
)

const RuleNote = ({ rule, given }: { rule: MappingRule; given: number }) => {
  const unfinished = unfinishedWords(rule)
  if (unfinished) return <span className="block text-meta text-warm">Not finished: {unfinished}.</span>
  return <span className="block text-meta text-faint">{given ? `Decides for ${countOf(given, 'person', 'people')}` : 'Decides for nobody at present'}</span>
}
