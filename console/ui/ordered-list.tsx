import { useState, type ReactNode } from 'react'
import { IconButton } from './button.tsx'
import { classNames } from './class-names.ts'
import { DownIcon } from './icons.tsx'

interface OrderedListProps<Item> {
  label: string
  /** What one of them is called: rule. */
  noun: string
  items: readonly Item[]
  keyOf: (item: Item) => string
  isCurrent: (item: Item) => boolean
  /** To another place, counted from 0. */
  onMove: (key: string, to: number) => void
  children: (item: Item, index: number) => ReactNode
}

/** Rows whose order counts. They are dragged, or moved with Alt and an arrow key, or with the buttons. */
export const OrderedList = <Item,>({ label, noun, items, keyOf, isCurrent, onMove, children }: OrderedListProps<Item>) => {
  const [dragged, setDragged] = useState<string | null>(null)
  const [moved, setMoved] = useState('')
  const move = (key: string, from: number, to: number) => {
    if (to < 0 || to >= items.length) return
    onMove(key, to)
    setMoved(`${noun[0]?.toUpperCase()}${noun.slice(1)} ${from + 1} is now ${noun} ${to + 1}.`)
  }
  return (
    <>
      <ol aria-label={label} className="border-t border-line">
        {items.map((item, index) => {
          const key = keyOf(item)
          return (
            // The keyboard moves rows too, from whatever in them has the focus.
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
            <li
              key={key}
              data-row
              draggable
              onDragStart={() => setDragged(key)}
              onDragEnd={() => setDragged(null)}
              onDragOver={event => {
                event.preventDefault()
                if (dragged !== null && dragged !== key) onMove(dragged, index)
              }}
              onKeyDown={event => {
                if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
                event.preventDefault()
                move(key, index, index + (event.key === 'ArrowUp' ? -1 : 1))
              }}
              className={classNames(
                'relative flex items-start gap-3 border-b border-line py-2 hover:bg-hover focus-within:bg-hover',
                isCurrent(item) && 'bg-accent-wash hover:bg-accent-wash',
                dragged === key && 'opacity-55',
              )}
            >
              <span aria-hidden="true" className="w-6 shrink-0 cursor-grab py-px text-right text-faint tabular-nums">
                {index + 1}
              </span>
              <div className="min-w-0 flex-1">{children(item, index)}</div>
              <span className="relative z-10 -my-1.5 flex shrink-0">
                <IconButton label={`Move ${noun} ${index + 1} up`} disabled={index === 0} onClick={() => move(key, index, index - 1)}>
                  <DownIcon className="rotate-180" />
                </IconButton>
                <IconButton label={`Move ${noun} ${index + 1} down`} disabled={index === items.length - 1} onClick={() => move(key, index, index + 1)}>
                  <DownIcon />
                </IconButton>
              </span>
            </li>
          )
        })}
      </ol>
      <p aria-live="polite" className="sr-only">
        {moved}
      </p>
    </>
  )
}
