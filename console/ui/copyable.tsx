import { useState } from 'react'
import { CheckIcon, CopyIcon } from './icons.tsx'

interface CopyProps {
  /** What is copied. */
  value: string
  /** What is shown of it. */
  shown?: string
  label: string
  /** Shows all of it on as many lines as that takes, for what is compared by eye. */
  whole?: boolean
}

/** An id or secret that can be copied with one press. */
export const Copyable = ({ value, shown = value, label, whole = false }: CopyProps) => {
  const [copied, setCopied] = useState(false)
  return (
    <button
      type="button"
      title={value}
      className="inline-flex max-w-full items-center gap-1.5 rounded-small font-mono text-meta text-soft hover:text-ink"
      onClick={() => void navigator.clipboard.writeText(value).then(() => setCopied(true))}
      onBlur={() => setCopied(false)}
    >
      <span className="sr-only">Copy {label}</span>
      <span className={whole ? 'text-left break-all' : 'truncate'}>{shown}</span>
      {copied ? <CheckIcon className="size-3 shrink-0" /> : <CopyIcon className="size-3 shrink-0" />}
      <span aria-live="polite" className="sr-only">
        {copied ? 'Copied' : ''}
      </span>
    </button>
  )
}

/** A SHA-256 by its first twelve digits; the whole of it is copied, and printed. */
export const Hash = ({ value, label = 'the hash' }: { value: string; label?: string }) => (
  <>
    <span className="screen-only inline-flex max-w-full">
      <Copyable value={value} shown={value.slice(0, 12)} label={label} />
    </span>
    <span className="print-only font-mono text-meta break-all">{value}</span>
  </>
)
