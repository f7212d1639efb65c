import { CloseIcon } from './icons.tsx'

interface ChipsProps {
  label: string
  items: readonly (readonly [key: string, words: string])[]
  onRemove: (key: string) => void
}

/** What was chosen, each with a way to take it back. */
export const Chips = ({ label, items, onRemove }: ChipsProps) =>
  items.length > 0 && (
    <ul aria-label={label} className="flex flex-wrap gap-1.5">
      {items.map(([key, words]) => (
        <li key={key} className="inline-flex max-w-full min-w-0 items-center rounded-base border border-line bg-raised pl-2">
          <span className="truncate">{words}</span>
          <button
            type="button"
            aria-label={`Remove ${words}`}
            title={`Remove ${words}`}
            className="inline-flex size-6 shrink-0 items-center justify-center rounded-base text-faint hover:text-ink pointer-coarse:size-9"
            onClick={() => onRemove(key)}
          >
            <CloseIcon className="size-3" />
          </button>
        </li>
      ))}
    </ul>
  )
