import type { SelectHTMLAttributes } from 'react'
import { classNames } from './class-names.ts'
import { DownIcon } from './icons.tsx'

/** The browser's own select with our chevron; as wide as its longest word, or as its place. */
export const Select = ({ className, children, ...select }: SelectHTMLAttributes<HTMLSelectElement>) => (
  <span className="relative inline-flex min-w-0">
    <select {...select} className={classNames('appearance-none truncate pr-7', className)}>
      {children}
    </select>
    <DownIcon className="pointer-events-none absolute top-1/2 right-2.5 size-3 -translate-y-1/2 text-faint" />
  </span>
)
