import { useId, useLayoutEffect, useRef, type ReactNode } from 'react'
import { IconButton } from './button.tsx'
import { classNames } from './class-names.ts'
import { CloseIcon } from './icons.tsx'

interface DialogProps {
  title: string
  onClose: () => void
  children: ReactNode
  /** The row of buttons at the foot. */
  actions?: ReactNode
  wide?: boolean
  /** Without head and padding; the title is then only heard. */
  bare?: boolean
}

/** The browser's own modal dialog: it keeps the focus inside, closes on Escape, and gives the focus back. Open as long as it is drawn. */
export const Dialog = ({ title, onClose, children, actions, wide, bare }: DialogProps) => {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useLayoutEffect(() => {
    const shown = dialog.current
    shown?.showModal()
    const first = shown?.querySelector<HTMLElement>('[data-dialog-body] :is(input, select, textarea):not(:disabled, .sr-only)')
    ;(first ?? shown?.querySelector('h2'))?.focus()
    return () => shown?.close()
  }, [])
  return (
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      onCancel={event => {
        event.preventDefault()
        onClose()
      }}
      className={classNames(
        'm-auto flex max-h-[min(46rem,calc(100dvh-2rem))] w-[calc(100vw-2rem)] flex-col overflow-hidden rounded-large border border-line bg-raised p-0 shadow-lifted',
        wide ? 'max-w-3xl' : 'max-w-lg',
      )}
    >
      <header className={bare ? 'sr-only' : 'flex items-center justify-between gap-4 border-b border-line py-3 pr-3 pl-5'}>
        <h2 id={titleId} tabIndex={-1} className="text-body">
          {title}
        </h2>
        {!bare && (
          <IconButton label="Close" onClick={onClose}>
            <CloseIcon />
          </IconButton>
        )}
      </header>
      <div data-dialog-body className={classNames('min-h-0 flex-1 overflow-y-auto', !bare && 'px-5 py-4')}>
        {children}
      </div>
      {actions && <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3">{actions}</footer>}
    </dialog>
  )
}
