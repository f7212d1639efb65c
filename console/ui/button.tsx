import { useLayoutEffect, useRef, type ButtonHTMLAttributes, type Ref } from 'react'
import { classNames } from './class-names.ts'

type Look = 'primary' | 'plain' | 'quiet'

const looks: Record<Look, string> = {
  primary: 'bg-accent text-accent-ink border-accent hover:brightness-110',
  plain: 'bg-raised text-ink border-line hover:border-edge',
  quiet: 'border-transparent text-soft hover:bg-hover hover:text-ink',
}

/** How a button looks, for links that act like one. One `primary` per page. */
export const buttonClass = (look: Look = 'plain', className?: string) =>
  classNames(
    'inline-flex h-8 shrink-0 items-center justify-center gap-1.5 rounded-base border px-3 font-strong whitespace-nowrap select-none pointer-coarse:h-10',
    'aria-disabled:opacity-55 disabled:opacity-55',
    looks[look],
    className,
  )

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: Look
  /** The words while the work is under way; the button then keeps the focus but does nothing. */
  busy?: string | false
  ref?: Ref<HTMLButtonElement>
}

export const Button = ({ look, busy, className, onClick, children, type = 'button', ...rest }: ButtonProps) => (
  <button
    {...rest}
    type={type === 'submit' ? 'submit' : 'button'}
    className={buttonClass(look, className)}
    aria-disabled={busy ? true : undefined}
    onClick={event => {
      if (busy) event.preventDefault()
      else onClick?.(event)
    }}
  >
    {busy || children}
  </button>
)

/**
 * Opens a dialog that the address names. Whatever opened it (the button, a link, a reload, the way forward), the button has the focus before the
 * dialog takes it, so that it comes back here; it stands before the dialog for that.
 */
export const DialogButton = ({ open, ...rest }: ButtonProps & { open: boolean }) => {
  const button = useRef<HTMLButtonElement>(null)
  useLayoutEffect(() => {
    if (open) button.current?.focus({ preventScroll: true })
  }, [open])
  return <Button {...rest} ref={button} aria-haspopup="dialog" />
}

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** What it does, for those who cannot see the drawing and for the pointer that rests on it. */
  label: string
}

export const IconButton = ({ label, className, children, ...rest }: IconButtonProps) => (
  <button
    {...rest}
    type="button"
    aria-label={label}
    title={label}
    className={classNames(
      'inline-flex size-8 shrink-0 items-center justify-center rounded-base text-soft hover:bg-hover hover:text-ink disabled:opacity-40 pointer-coarse:size-10',
      className,
    )}
  >
    {children}
  </button>
)
