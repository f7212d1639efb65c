import { useEffect, useMemo, useRef, type ReactNode } from 'react'
import { IconButton } from './button.tsx'
import { CloseIcon } from './icons.tsx'
import { useKeys } from './keys.ts'

interface InspectorProps {
  title: string
  onClose: () => void
  children: ReactNode
  actions?: ReactNode
}

/** Details beside the table they belong to. It does not block the page: the rows can still be walked while it is open. */
export const Inspector = ({ title, onClose, children, actions }: InspectorProps) => {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    const before = document.activeElement
    heading.current?.focus({ preventScroll: true })
    return () => {
      if (before instanceof HTMLElement) before.focus({ preventScroll: true })
    }
  }, [])
  useKeys(useMemo(() => [{ keys: 'Escape', says: 'Close the details', run: onClose }], [onClose]))
  return (
    <aside
      aria-label={title}
      className="screen-only fixed inset-y-0 right-0 z-30 flex w-full max-w-[30rem] flex-col border-l border-line bg-paper shadow-lifted xl:sticky xl:top-0 xl:z-auto xl:h-dvh xl:w-[27rem] xl:shrink-0 xl:shadow-none 2xl:w-[30rem]"
    >
      <header className="flex items-start justify-between gap-4 border-b border-line py-3 pr-3 pl-6">
        <h2 ref={heading} tabIndex={-1} className="py-1.5 text-body">
          {title}
        </h2>
        <IconButton label="Close the details" onClick={onClose}>
          <CloseIcon />
        </IconButton>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto px-6 py-5">{children}</div>
      {actions && <footer className="flex flex-wrap gap-2 border-t border-line px-6 py-3 pb-[max(0.75rem,env(safe-area-inset-bottom))]">{actions}</footer>}
    </aside>
  )
}
