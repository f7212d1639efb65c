import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

export type Shape = 'dot' | 'ring' | 'half' | 'check' | 'cross' | 'diamond' | 'dash' | 'pause' | 'arc'
export type Tone = 'ink' | 'soft' | 'warm' | 'proof' | 'accent'

const drawings: Record<Shape, ReactNode> = {
  dot: <circle cx="6" cy="6" r="3.5" fill="currentColor" />,
  ring: <circle cx="6" cy="6" r="3.5" />,
  half: (
    <>
      <circle cx="6" cy="6" r="3.5" />
      <path d="M6 2.5a3.5 3.5 0 0 1 0 7z" fill="currentColor" stroke="none" />
    </>
  ),
  check: <path d="m1.8 6.4 2.9 2.9 5.5-6.3" strokeWidth="1.8" />,
  cross: <path d="m2.5 2.5 7 7M9.5 2.5l-7 7" strokeWidth="1.8" />,
  diamond: <path d="M6 1.2 10.8 6 6 10.8 1.2 6z" fill="currentColor" />,
  dash: <path d="M2 6h8" strokeWidth="1.8" />,
  pause: <path d="M4 2.5v7M8 2.5v7" strokeWidth="1.8" />,
  arc: <path d="M9.5 6A3.5 3.5 0 1 1 6 2.5" strokeWidth="1.6" />,
}

const tones: Record<Tone, string> = { ink: 'text-ink', soft: 'text-soft', warm: 'text-warm', proof: 'text-proof', accent: 'text-accent' }

interface ShapeMarkProps {
  shape: Shape
  tone: Tone
}

/** The shape alone, where the word stands elsewhere. */
const ShapeMark = ({ shape, tone }: ShapeMarkProps) => (
  <svg
    viewBox="0 0 12 12"
    width="12"
    height="12"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.4"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
    className={classNames('relative top-px inline-block shrink-0', tones[tone], shape === 'arc' && 'animate-spin [animation-duration:1.6s]')}
  >
    {drawings[shape]}
  </svg>
)

interface StateMarkProps extends ShapeMarkProps {
  children: ReactNode
}

/** How something stands: always a shape and a word and a colour, so that none of the three is needed alone. */
export const StateMark = ({ shape, tone, children }: StateMarkProps) => (
  <span className={classNames('inline-flex items-baseline gap-1.5 whitespace-nowrap', tones[tone])}>
    <ShapeMark shape={shape} tone={tone} />
    {children}
  </span>
)
