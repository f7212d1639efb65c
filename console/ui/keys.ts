import { useEffect, useSyncExternalStore } from 'react'

/** One thing the keyboard does: `keys` are pressed one after another, as in `g c`. */
export interface KeyBinding {
  keys: string
  says: string
  run: (event: KeyboardEvent) => void
}

const sequenceMs = 1_000
const stored = 'rollcall.single-keys'
let sets: readonly (readonly KeyBinding[])[] = []
let pressed: string[] = []
let pressedAt = 0
const watchers = new Set<() => void>()

const tellAll = () => {
  for (const watcher of watchers) watcher()
}
const watch = (watcher: () => void) => {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

const isTyping = (target: EventTarget | null) => target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null

/** Readers who dictate or tremble may switch single keys off (WCAG 2.1.4); the ones with Cmd or Ctrl stay. */
const singleKeysOn = () => {
  try {
    return localStorage.getItem(stored) !== 'off'
  } catch {
    return true
  }
}

const setSingleKeys = (on: boolean) => {
  localStorage.setItem(stored, on ? 'on' : 'off')
  tellAll()
}

export const useSingleKeys = () => [useSyncExternalStore(watch, singleKeysOn), setSingleKeys] as const

/** Hears one key press; installed once, on the window. */
export const hearKey = (event: KeyboardEvent) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !singleKeysOn()) return
  // A modal dialog has keys of its own.
  if (document.querySelector('dialog[open]')) return
  pressed = event.timeStamp - pressedAt < sequenceMs ? [...pressed.slice(-1), event.key] : [event.key]
  pressedAt = event.timeStamp
  const bindings = sets.flat().toReversed()
  const hit = bindings.find(({ keys }) => keys === pressed.join(' ')) ?? bindings.find(({ keys }) => keys === event.key)
  if (!hit) return
  event.preventDefault()
  pressed = []
  hit.run(event)
}

/** Binds keys while the component is drawn. `bindings` must keep its identity between drawings. */
export const useKeys = (bindings: readonly KeyBinding[]) => {
  useEffect(() => {
    sets = [...sets, bindings]
    tellAll()
    return () => {
      sets = sets.filter(set => set !== bindings)
      tellAll()
    }
  }, [bindings])
}

/** Everything the keyboard does on this page, for the page of keys. */
export const useAllKeys = () => useSyncExternalStore(watch, () => sets)
