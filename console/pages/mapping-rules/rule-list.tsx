import type { MappingRule } from '@rollcall/contract'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { IconButton } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { DownIcon } from '../../ui/icons.tsx'
import { countOf } from '../../ui/numbers.ts'
import { givesWords, type RoleNames, unfinishedWords, whenWords } from '../vocabulary/rule-words.ts'
import type { Draft } from './use-draft.ts'

interface RuleListProps {
  draft: Draft
  roles: RoleNames
  /** How many have something by a rule, by its id. */
  given: Record<string, number>
  openedId: string | undefined
}

/** The rules in their order, as sentences. They are dragged, or moved with Alt and an arrow key, or with the buttons. */
export const RuleList = ({ draft, roles, given, openedId }: RuleListProps) => {
  const [dragged, setDragged] = useState<string | null>(null)
  const [moved, setMoved] = useState('')
  const move = (rule: MappingRule, to: number) => {
    draft.move(rule.id, to)
    if (to >= 0 && to < draft.rules.length) setMoved(`Rule ${draft.rules.indexOf(rule) + 1} is now rule ${to + 1}.`)
  }
  return (
    <>
      <ol aria-label="Rules, the first that matches wins" className="border-t border-line">
        {draft.rules.map((rule, index) => (
          // The keyboard moves rules too, through the link and the buttons.
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
          <li
            key={rule.id}
            data-row
            draggable
            onDragStart={() => setDragged(rule.id)}
            onDragEnd={() => setDragged(null)}
            onDragOver={event => {
              event.preventDefault()
              if (dragged !== null && dragged !== rule.id) draft.move(dragged, index)
            }}
            className={classNames(
              'relative flex items-start gap-3 border-b border-line py-2 hover:bg-hover focus-within:bg-hover',
              rule.id === openedId && 'bg-accent-wash hover:bg-accent-wash',
              dragged === rule.id && 'opacity-55',
            )}
          >
            <span aria-hidden="true" className="w-6 shrink-0 cursor-grab py-px text-right text-faint tabular-nums">
              {index + 1}
            </span>
            <div className="min-w-0 flex-1">
              <Link
                from="/settings/mapping-rules"
                search={{ rule: rule.id }}
                resetScroll={false}
                draggable={false}
                data-row-link
                className="row-link"
                onKeyDown={event => {
                  if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
                  event.preventDefault()
                  move(rule, index + (event.key === 'ArrowUp' ? -1 : 1))
                }}
              >
                <span className="text-soft">{whenWords(rule, index === 0)},</span> <span className="font-strong">{givesWords(rule, roles)}</span>
              </Link>
              <RuleNote rule={rule} given={given[rule.id] ?? 0} />
            </div>
            <span className="relative z-10 -my-1.5 flex shrink-0">
              <IconButton label={`Move rule ${index + 1} up`} disabled={index === 0} onClick={() => move(rule, index - 1)}>
                <DownIcon className="rotate-180" />
              </IconButton>
              <IconButton label={`Move rule ${index + 1} down`} disabled={index === draft.rules.length - 1} onClick={() => move(rule, index + 1)}>
                <DownIcon />
              </IconButton>
            </span>
          </li>
        ))}
      </ol>
      <p aria-live="polite" className="sr-only">
        {moved}
      </p>
    </>
  )
}

const RuleNote = ({ rule, given }: { rule: MappingRule; given: number }) => {
  const unfinished = unfinishedWords(rule)
  if (unfinished) return <span className="block text-meta text-warm">Not finished: {unfinished}.</span>
  return <span className="block text-meta text-faint">{given ? `Decides for ${countOf(given, 'person', 'people')}` : 'Decides for nobody at present'}</span>
}
