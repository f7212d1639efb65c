import { useQuery } from '@tanstack/react-query'
import type { EventType } from '@rollcall/contract'
import { eventTypesQuery } from '../../data/webhooks.ts'
import { Loaded } from '../../ui/loaded.tsx'

interface EventBoxesProps {
  /** Null means all. */
  chosen: readonly EventType[] | null
  onChange: (chosen: EventType[] | null) => void
}

/** The events to be told of, to be ticked. */
export const EventBoxes = ({ chosen, onChange }: EventBoxesProps) => {
  const query = useQuery(eventTypesQuery)
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1.5 font-strong">It is told of</legend>
      <label className="flex cursor-pointer items-center gap-2.5">
        <input type="checkbox" className="size-4" checked={chosen === null} onChange={() => onChange(chosen === null ? [] : null)} />
        Every event, those to come included
      </label>
      {chosen !== null && (
        <Loaded query={query}>
          {({ items }) => (
            <div className="grid gap-1.5 pt-1">
              {items.map(({ type, says }) => (
                <label key={type} className="flex cursor-pointer items-start gap-2.5">
                  <input
                    type="checkbox"
                    aria-label={type}
                    className="mt-0.5 size-4 shrink-0"
                    checked={chosen.includes(type)}
                    onChange={() => onChange(chosen.includes(type) ? chosen.filter(one => one !== type) : [...chosen, type])}
                  />
                  <span>
                    <span className="font-mono text-meta">{type}</span>
                    <span className="block text-meta text-faint">{says}</span>
                  </span>
                </label>
              ))}
            </div>
          )}
        </Loaded>
      )}
    </fieldset>
  )
}
