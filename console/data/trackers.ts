import { useMutation, useQueryClient } from '@tanstack/react-query'
import { createTracker, deleteTracker, listTrackers, updateTracker, type Ask, type Reply } from '@rollcall/contract'
import { call } from './client.ts'
import { reading } from './reading.ts'

export type TrackerRow = Reply<typeof listTrackers>['items'][number]
type WrittenTracker = Ask<typeof createTracker>['body']

export const trackersQuery = reading('trackers', listTrackers, {})

const useChange = <Given, Got>(mutationFn: (given: Given) => Promise<Got>) => {
  const queryClient = useQueryClient()
  return useMutation({ mutationFn, onSuccess: () => queryClient.invalidateQueries({ queryKey: ['trackers'] }) })
}

/** Without an id a new tracker is made. Past calls are scanned again in the background. */
export const useSaveTracker = () =>
  useChange(({ id, ...body }: WrittenTracker & { id?: string | undefined }) =>
    id ? call(updateTracker, { params: { id }, body }) : call(createTracker, { body }),
  )
export const useDeleteTracker = () => useChange((id: string) => call(deleteTracker, { params: { id } }))
