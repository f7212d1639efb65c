import { useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Lines, Trouble } from './states.tsx'

interface Read<Data> {
  data: Data | undefined
  error: Error | null
}

interface LoadedProps<Data> {
  query: Read<Data>
  /** The shape while it loads: the geometry of what will come. */
  shape?: ReactNode
  children: (data: Data) => ReactNode
}

/** What was read, or its shape, or why it could not be read. Once there, data stays while it is read again. */
export const Loaded = <Data,>({ query, shape = <Lines count={4} />, children }: LoadedProps<Data>) => {
  const queryClient = useQueryClient()
  if (query.data !== undefined) return children(query.data)
  if (!query.error) return <div aria-busy="true">{shape}</div>
  // One press for all of the page: what failed together comes back together.
  const retryAll = () => void queryClient.refetchQueries({ type: 'active', predicate: ({ state }) => state.status === 'error' })
  const requestId = 'requestId' in query.error && typeof query.error.requestId === 'string' ? query.error.requestId : undefined
  return <Trouble sentence={query.error.message} retry={retryAll} requestId={requestId} />
}
