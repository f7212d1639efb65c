import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { ApiProblem } from './api-problem.ts'

const isSignedOut = (error: unknown) => error instanceof ApiProblem && error.code === 'not_signed_in'
const mayPass = (error: unknown) => error instanceof ApiProblem && (error.code === 'unreachable' || error.code === 'rate_limited')

/** The cache of what was read. Live events keep it fresh, so that it is read again on its own only after a minute. */
export const createQueryClient = (onSignedOut: () => void) => {
  const onError = (error: unknown) => {
    if (isSignedOut(error)) onSignedOut()
  }
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 60_000,
        networkMode: 'always',
        retry: (failures, error) => failures < 2 && mayPass(error),
        retryDelay: failures => 600 * 2 ** failures,
      },
      mutations: { networkMode: 'always' },
    },
  })
}
