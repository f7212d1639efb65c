import { useEffect, useState, useSyncExternalStore } from 'react'
import { IconButton } from './button.tsx'
import { CloseIcon } from './icons.tsx'

interface Toast {
  id: number
  text: string
  undo?: (() => void) | undefined
  trouble?: boolean | undefined
}

const shownMs = 8_000
let toasts: readonly Toast[] = []
let lastId = 0
const watchers = new Set<() => void>()

const change = (next: readonly Toast[]) => {
  toasts = next
  for (const watcher of watchers) watcher()
}
const watch = (watcher: () => void) => {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}
const dismiss = (id: number) => change(toasts.filter(toast => toast.id !== id))

/** Says in one sentence what was done, with a way to undo it where there is one. */
export const say = (text: string, undo?: () => void) => change([...toasts.slice(-2), { id: ++lastId, text, undo }])

/** Says in one sentence what could not be done. */
export const sayTrouble = (text: string) => change([...toasts.slice(-2), { id: ++lastId, text, trouble: true }])

const ToastCard = ({ id, text, undo, trouble }: Toast) => {
  const [held, setHeld] = useState(false)
  useEffect(() => {
    if (held) return undefined
    const timer = setTimeout(() => dismiss(id), shownMs)
    return () => clearTimeout(timer)
  }, [id, held])
  return (
    <div
      className="pointer-events-auto flex items-center gap-3 rounded-large border border-line bg-raised py-2 pr-2 pl-4 shadow-lifted"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <p className={trouble ? 'text-warm' : undefined}>{text}</p>
      {undo && (
        <button
          type="button"
          className="rounded-small px-1.5 py-1 font-strong text-accent hover:underline"
          onClick={() => {
            dismiss(id)
            undo()
          }}
        >
          Undo
        </button>
      )}
      <IconButton label="Dismiss" onClick={() => dismiss(id)}>
        <CloseIcon />
      </IconButton>
    </div>
  )
}

/** Where they appear; screen readers hear them when they come. */
export const Toasts = () => {
  const shown = useSyncExternalStore(watch, () => toasts)
  return (
    <section
      aria-label="What just happened"
      aria-live="polite"
      className="screen-only pointer-events-none fixed right-4 bottom-20 left-4 z-50 grid justify-items-center gap-2 md:bottom-6"
    >
      {shown.map(toast => (
        <ToastCard key={toast.id} {...toast} />
      ))}
    </section>
  )
}
