import { useId, type ReactNode } from 'react'
import { classNames } from './class-names.ts'

interface SectionProps {
  title: string
  /** Beside the title: a count, a small action. */
  aside?: ReactNode
  className?: string
  children: ReactNode
}

/** A part of a page under a hairline. */
export const Section = ({ title, aside, className, children }: SectionProps) => {
  const id = useId()
  return (
    <section aria-labelledby={id} className={classNames('border-t border-line pt-3 pb-6', className)}>
      <div className="mb-2.5 flex min-h-6 items-center justify-between gap-4">
        <h2 id={id} className="text-body">
          {title}
        </h2>
        {aside && <div className="-my-1.5">{aside}</div>}
      </div>
      {children}
    </section>
  )
}

/** A term and what stands for it, in a column of such. */
export const Facts = ({ children }: { children: ReactNode }) => <dl className="grid grid-cols-[minmax(6rem,auto)_1fr] gap-x-4 gap-y-1.5">{children}</dl>

export const Fact = ({ term, children }: { term: string; children: ReactNode }) => (
  <>
    <dt className="text-faint">{term}</dt>
    <dd className="min-w-0 break-words">{children}</dd>
  </>
)
