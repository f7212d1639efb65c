import type { QueryClient } from '@tanstack/react-query'
import type { ChangeEvent } from '@rollcall/contract'
import { setReachable } from './reachability.ts'
import type { Topic } from './reading.ts'

/** What else shows a change of a topic: a finding is also a mark of the roster, a delivery also a word in the list of calls. */
const alsoShownBy: Record<ChangeEvent['topic'], readonly Topic[]> = {
  engagements: ['deliveries', 'trackers'],
  deliveries: ['engagements'],
  trackers: [],
  connections: ['crm', 'overview'],
  people: ['overview'],
  findings: ['people', 'overview'],
  plans: ['findings', 'tasks', 'overview'],
  tasks: ['overview'],
  'evidence-packs': [],
  audit: [],
  'mapping-rules': [],
  'access-rules': ['findings'],
  users: ['roles'],
  departures: [],
  erasures: [],
  webhooks: [],
  tokens: [],
  provisioning: [],
}

/** Events come in bursts while a source is read; one reading per burst is enough. */
const burstMs = 250
const firstPauseMs = 1_000
const longestPauseMs = 30_000

/** Keeps what is shown in step with the server until the returned function is called. */
export const listenForChanges = (queryClient: QueryClient): (() => void) => {
  const changed = new Set<Topic>()
  let source: EventSource | undefined
  let burst: ReturnType<typeof setTimeout> | undefined
  let pause: ReturnType<typeof setTimeout> | undefined
  let pauseMs = firstPauseMs
  let missedSome = false

  const refresh = () => {
    burst = undefined
    for (const topic of changed) void queryClient.invalidateQueries({ queryKey: [topic] })
    changed.clear()
  }

  const connect = () => {
    source = new EventSource('/api/v1/changes')
    source.addEventListener('open', () => {
      pauseMs = firstPauseMs
      setReachable(true)
      // What changed while the line was down was told to nobody.
      if (missedSome) void queryClient.invalidateQueries()
      missedSome = false
    })
    source.addEventListener('message', ({ data }: MessageEvent<string>) => {
      const { topic } = JSON.parse(data) as ChangeEvent
      for (const one of [topic, ...alsoShownBy[topic]]) changed.add(one)
      burst ??= setTimeout(refresh, burstMs)
    })
    source.addEventListener('error', () => {
      missedSome = true
      // The browser reconnects a dropped line by itself, but gives up for good after a refusal.
      if (source?.readyState !== EventSource.CLOSED) return
      pause = setTimeout(connect, pauseMs)
      pauseMs = Math.min(pauseMs * 2, longestPauseMs)
    })
  }

  connect()
  return () => {
    source?.close()
    clearTimeout(burst)
    clearTimeout(pause)
  }
}
