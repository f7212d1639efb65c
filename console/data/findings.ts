import { useMutation, useQueryClient } from '@tanstack/react-query'
import { compareNow, listFindings, type Ask, type Finding } from '@rollcall/contract'
import { call } from './client.ts'
import { pages, readAll, reading } from './reading.ts'

/** What the list is asked; the address of the page holds it. */
export type FindingsQuestion = Pick<NonNullable<Ask<typeof listFindings>['query']>, 'q' | 'state' | 'connectionId' | 'personId' | 'sort'>

export const findingPages = (question: FindingsQuestion) => pages('findings', listFindings, { ...question, limit: 100 })
export const findingsOf = (personId: string) => reading('findings', listFindings, { query: { personId, limit: 200 } })
export const openFindingCount = {
  ...reading('findings', listFindings, { query: { state: 'open', limit: 1 } }),
  select: (page: { total: number }) => page.total,
}
export const readAllFindings = (question: FindingsQuestion) => readAll(listFindings, question) as Promise<Finding[]>

/** Compares what was last read, now. */
export const useCompareNow = () => {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: () => call(compareNow, {}),
    onSuccess: () => Promise.all([queryClient.invalidateQueries({ queryKey: ['findings'] }), queryClient.invalidateQueries({ queryKey: ['people'] })]),
  })
}
