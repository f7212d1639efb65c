import type { ReactNode } from 'react'
import { Button } from './button.tsx'

interface EmptyProps {
  title: string
  children: ReactNode
  action?: ReactNode
}

/** Nothing here yet: what would be, and how it gets here. */
export const Empty = ({ title, children, action }: EmptyProps) => (
  <div className="grid max-w-prose justify-items-start gap-3 py-12">
    <h2 className="text-body">{title}</h2>
    <div className="grid gap-2 text-soft">{children}</div>
    {action}
  </div>
)

interface TroubleProps {
  /** What happened and what to do, in a sentence or two. */
  sentence: string
  retry?: (() => void) | undefined
  requestId?: string | undefined
}

/** Something could not be read: the sentence, and the way out. */
export const Trouble = ({ sentence, retry, requestId }: TroubleProps) => (
  <div role="alert" className="grid max-w-prose justify-items-start gap-3 border-l-2 border-warm py-1 pl-4">
    <p>{sentence}</p>
    {requestId && <p className="font-mono text-meta text-faint">Request {requestId}</p>}
    {retry && <Button onClick={retry}>Try again</Button>}
  </div>
)

/** The shape of some lines of text that are on their way. */
export const Lines = ({ count, className = '' }: { count: number; className?: string }) => (
  <div className={`grid gap-3 ${className}`} aria-hidden="true">
    {Array.from({ length: count }, (_, line) => (
      <div key={line} className="shape h-3.5" style={{ width: `${92 - ((line * 17) % 38)}%` }} />
    ))}
  </div>
)
