import { useMutation, useQueryClient } from '@tanstack/react-query'
import {
  correctMatch,
  deleteEngagement,
  deliverEngagement,
  listDeliveries,
  listEngagements,
  previewDeliveries,
  readEngagement,
  readTranscript,
  updateParticipants,
  type Ask,
  type Engagement,
  type EngagementSummary,
} from '@rollcall/contract'
import { call } from './client.ts'
import { pages, readAll, reading } from './reading.ts'

/** What the list of calls is asked; the address of the page holds it. */
export type EngagementsQuestion = Omit<NonNullable<Ask<typeof listEngagements>['query']>, 'cursor' | 'limit'>
type WrittenParticipants = Ask<typeof updateParticipants>['body']['participants']

export const engagementPages = (question: EngagementsQuestion) => pages('engagements', listEngagements, question)
export const engagementsByTitle = (q: string) => reading('engagements', listEngagements, { query: { q, limit: 6 } })
export const engagementQuery = (id: string) => reading('engagements', readEngagement, { params: { id } })
/** What was said does not change once it was received. */
export const transcriptQuery = (id: string) => ({ ...reading('engagements', readTranscript, { params: { id } }), staleTime: 600_000 })
export const deliveriesQuery = (id: string) => reading('deliveries', listDeliveries, { params: { id } })
/** Asks the CRMs each time: a preview that is a minute old proves nothing. */
export const deliveryPreviewQuery = (id: string) => ({ ...reading('deliveries', previewDeliveries, { params: { id } }), staleTime: 0, gcTime: 0 })
export const readAllEngagements = (question: EngagementsQuestion) => readAll(listEngagements, question) as Promise<EngagementSummary[]>

/** Every change answers the call as it now stands. */
const useEngagementChange = <Given>(mutationFn: (given: Given) => Promise<Engagement>) => {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn,
    onSuccess: engagement => {
      queryClient.setQueryData(engagementQuery(engagement.id).queryKey, engagement)
      return queryClient.invalidateQueries({ queryKey: ['deliveries'] })
    },
  })
}

export const useCorrectMatch = () =>
  useEngagementChange(({ id, ...body }: { id: string } & Ask<typeof correctMatch>['body']) => call(correctMatch, { params: { id }, body }))
export const useUpdateParticipants = () =>
  useEngagementChange(({ id, participants }: { id: string; participants: WrittenParticipants }) =>
    call(updateParticipants, { params: { id }, body: { participants } }),
  )

export const useDeliverNow = () => {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => call(deliverEngagement, { params: { id } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['deliveries'] }),
  })
}

export const useDeleteEngagement = () => {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => call(deleteEngagement, { params: { id } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['engagements'] }),
  })
}
