import { useId, useState, type ReactNode } from 'react'
import { classNames } from './class-names.ts'

interface ComboboxProps<Item> {
  label: string
  placeholder?: string
  /** What is typed; the items follow it. */
  text: string
  onText: (text: string) => void
  items: readonly Item[]
  loading: boolean
  keyOf: (item: Item) => string
  draw: (item: Item) => ReactNode
  onPick: (item: Item) => void
  /** What to say when nothing fits. */
  none: string
}

/** A text field with a list of what fits (ARIA combobox with list autocomplete). The list lies in the flow, so that it is never cut off. */
export const Combobox = <Item,>({ label, placeholder, text, onText, items, loading, keyOf, draw, onPick, none }: ComboboxProps<Item>) => {
  const [active, setActive] = useState(0)
  const listId = useId()
  const here = Math.min(active, items.length - 1)
  const optionId = (index: number) => `${listId}-${index}`
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key === 'ArrowDown') setActive(Math.min(here + 1, items.length - 1))
    else if (event.key === 'ArrowUp') setActive(Math.max(here - 1, 0))
    else if (event.key === 'Enter' && items[here] !== undefined) onPick(items[here])
    else return
    event.preventDefault()
  }
  return (
    <div className="grid gap-2">
      <input
        role="combobox"
        aria-label={label}
        aria-expanded="true"
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={items.length ? optionId(here) : undefined}
        placeholder={placeholder}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={event => {
          setActive(0)
          onText(event.target.value)
        }}
        onKeyDown={onKeyDown}
        className="h-8 w-full rounded-base border border-edge bg-raised px-2.5 focus-visible:border-accent focus-visible:outline-offset-0 pointer-coarse:h-10"
      />
      <div id={listId} role="listbox" aria-label={label} className="-mx-2 max-h-72 overflow-y-auto" aria-busy={loading}>
        {items.map((item, index) => (
          // The keyboard acts through the text field, as the pattern asks.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
          <div
            key={keyOf(item)}
            id={optionId(index)}
            role="option"
            tabIndex={-1}
            aria-selected={index === here}
            onPointerMove={() => setActive(index)}
            onClick={() => onPick(item)}
            className={classNames('cursor-pointer rounded-base px-2 py-1.5', index === here && 'bg-accent-wash')}
          >
            {draw(item)}
          </div>
        ))}
      </div>
      {!items.length && <output className="block text-faint">{loading ? 'Looking…' : none}</output>}
    </div>
  )
}
