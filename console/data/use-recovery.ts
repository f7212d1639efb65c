import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { meQuery } from './me.ts'
import { useReachable } from './reachability.ts'

const knockMs = 3_000

/** While the server does not answer it is asked again and again; once it does, everything that failed meanwhile is read again. */
export const useRecovery = (): { reachable: boolean } => {
  const reachable = useReachable()
  const queryClient = useQueryClient()
  useQuery({ ...meQuery, refetchInterval: reachable ? false : knockMs })
  useEffect(() => {
    if (reachable) void queryClient.refetchQueries({ type: 'active', predicate: ({ state }) => state.status === 'error' })
  }, [reachable, queryClient])
  return { reachable }
}
