import { useQuery } from '@tanstack/react-query'
import { connectionsQuery } from '../../data/connections.ts'
import { openFindingCount } from '../../data/findings.ts'
import { draftPlanCount } from '../../data/plans.ts'
import { ownTaskCount } from '../../data/tasks.ts'
import type { Place } from './places.ts'

/** How many things in a place wait for a human, and the words for it. */
export const useAttention = (): Partial<Record<Place['to'], { count: number; words: string }>> => {
  const findings = useQuery(openFindingCount).data ?? 0
  const plans = useQuery(draftPlanCount).data ?? 0
  const tasks = useQuery(ownTaskCount).data ?? 0
  const connections = useQuery(connectionsQuery).data?.items.filter(({ state }) => state === 'needs_attention').length ?? 0
  return {
    '/findings': { count: findings, words: 'open' },
    '/plans': { count: plans, words: 'waiting for approval' },
    '/tasks': { count: tasks, words: 'for you to do' },
    '/connections': { count: connections, words: 'in need of attention' },
  }
}
