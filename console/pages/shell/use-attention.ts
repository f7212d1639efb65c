import { useQuery } from '@tanstack/react-query'
import { connectionsQuery } from '../../data/connections.ts'
import { openFindingCount } from '../../data/findings.ts'
import { useMay } from '../../data/me.ts'
import { disputeCount } from '../../data/matching.ts'
import { waitingCount } from '../../data/approvals.ts'
import { ownTaskCount } from '../../data/tasks.ts'
import type { Place } from './places.ts'

/** How many things in a place wait for a human, and the words for it. */
export const useAttention = (): Partial<Record<Place['to'], { count: number; words: string }>> => {
  const ofRoll = { enabled: useMay('people:read') }
  const ofConnections = { enabled: useMay('connections:read') }
  const findings = useQuery({ ...openFindingCount, ...ofRoll }).data ?? 0
  const disputes = useQuery({ ...disputeCount, ...ofRoll }).data ?? 0
  const approvals = useQuery({ ...waitingCount, ...ofRoll }).data ?? 0
  const tasks = useQuery({ ...ownTaskCount, ...ofRoll }).data ?? 0
  const connections = useQuery({ ...connectionsQuery, ...ofConnections }).data?.items.filter(({ state }) => state === 'needs_attention').length ?? 0
  return {
    '/matching': { count: disputes, words: 'in dispute' },
    '/findings': { count: findings, words: 'open' },
    '/approvals': { count: approvals, words: 'waiting for you' },
    '/tasks': { count: tasks, words: 'for you to do' },
    '/connections': { count: connections, words: 'in need of attention' },
  }
}
