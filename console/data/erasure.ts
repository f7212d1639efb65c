import { useMutation, useQueryClient } from '@tanstack/react-query'
import { listErasures, listHolds, placeHold, previewErasure, readErasure, releaseHold, requestErasure, type Ask } from '@rollcall/contract'
import { call } from './client.ts'
import { pages, reading } from './reading.ts'

export const holdsQuery = reading('erasures', listHolds, {})
export const erasurePages = pages('erasures', listErasures, {})
export const erasureQuery = (id: string) => reading('erasures', readErasure, { params: { id } })

export const usePreviewErasure = () => useMutation({ mutationFn: (emails: string[]) => call(previewErasure, { body: { emails } }) })

const useErasureChange = <Given, Answer>(mutationFn: (given: Given) => Promise<Answer>) => {
  const queryClient = useQueryClient()
  return useMutation({ mutationFn, onSettled: () => queryClient.invalidateQueries({ queryKey: ['erasures'] }) })
}

export const useRequestErasure = () => useErasureChange((body: Ask<typeof requestErasure>['body']) => call(requestErasure, { body }))
export const usePlaceHold = () => useErasureChange((body: Ask<typeof placeHold>['body']) => call(placeHold, { body }))
export const useReleaseHold = () =>
  useErasureChange(({ id, reason }: { id: string; reason: string }) => call(releaseHold, { params: { id }, body: { reason } }))
