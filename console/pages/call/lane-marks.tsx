import type { Moment } from '@rollcall/contract'
import { useState } from 'react'
import { clock } from '../../ui/numbers.ts'
import { placesOf } from './lane-geometry.ts'
import { MomentShape } from './moment-shape.tsx'

interface LaneMarksProps {
  name: string
  moments: readonly Moment[]
  duration: number
  /** The mark under the pointer or the focus, or none. */
  onPeek: (moment: Moment | null) => void
  onOpen: (moment: Moment) => void
}

/** The moments of one speaker. One stop of the Tab key; the arrow keys walk from mark to mark. */
export const LaneMarks = ({ name, moments, duration, onPeek, onOpen }: LaneMarksProps) => {
  const [active, setActive] = useState(0)
  if (!moments.length) return null
  const places = placesOf(moments, duration)
  const here = Math.min(active, moments.length - 1)
  return (
    <div role="toolbar" aria-label={`Moments of ${name}`}>
      {moments.map((moment, index) => (
        <button
          key={`${moment.kind}-${moment.utterance}-${moment.offset}-${moment.name}`}
          type="button"
          tabIndex={index === here ? 0 : -1}
          aria-label={`${clock(moment.at)} ${moment.name}: ${moment.sentence}`}
          style={{ left: `${(places[index] ?? 0) * 100}%` }}
          className="absolute top-0.5 flex size-3.5 -translate-x-1/2 items-center justify-center rounded-small text-ink hover:z-10 hover:text-accent focus-visible:z-10 focus-visible:text-accent focus-visible:outline-offset-0"
          onPointerEnter={() => onPeek(moment)}
          onPointerLeave={() => onPeek(null)}
          onFocus={() => onPeek(moment)}
          onBlur={() => onPeek(null)}
          onClick={() => onOpen(moment)}
          onKeyDown={event => {
            const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
            const next = moments[index + by]
            if (!by || !next) return
            event.preventDefault()
            setActive(index + by)
            const neighbour = event.currentTarget.parentElement?.children[index + by]
            if (neighbour instanceof HTMLElement) neighbour.focus()
          }}
        >
          <MomentShape kind={moment.kind} />
        </button>
      ))}
    </div>
  )
}
