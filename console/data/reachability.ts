import { useSyncExternalStore } from 'react'

let reachable = true
const watchers = new Set<() => void>()

/** Told by the client after every request, and by the live feed when its line drops or returns. */
export const setReachable = (now: boolean) => {
  if (now === reachable) return
  reachable = now
  for (const watcher of watchers) watcher()
}

const watch = (watcher: () => void) => {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

/** Whether the server answered the last time it was asked. */
export const useReachable = () => useSyncExternalStore(watch, () => reachable)
