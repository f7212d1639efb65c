import { useMutation, useQueryClient } from '@tanstack/react-query'
import {
  acceptFinding,
  assignFinding,
  compareNow,
  decideFindings,
  listFindingOwners,
  listFindings,
  listLicencePrices,
  readFindingThresholds,
  reopenFinding,
  writeFindingThresholds,
  writeLicencePrices,
  type Ask,
  type Finding,
  type FindingDecision,
  type FindingThresholds,
  type LicencePrice,
} from '@rollcall/contract'
import { call } from './client.ts'
import { pages, readAll, reading } from './reading.ts'

/** What the list is asked; the address of the page holds it. */
export type FindingsQuestion = Pick<
  NonNullable<Ask<typeof listFindings>['query']>,
  'q' | 'kind' | 'age' | 'owner' | 'state' | 'connectionId' | 'personId' | 'sort'
>

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

export const findingOwners = reading('findings', listFindingOwners, { query: {} })

/** Every decision answers the finding as it now stands; lists and people are read again. */
const useDecision = <Given>(mutationFn: (given: Given) => Promise<Finding>) => {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn,
    onSuccess: () => Promise.all([queryClient.invalidateQueries({ queryKey: ['findings'] }), queryClient.invalidateQueries({ queryKey: ['people'] })]),
  })
}

export const useAssignFinding = () =>
  useDecision(({ id, ...body }: { id: string } & Ask<typeof assignFinding>['body']) => call(assignFinding, { params: { id }, body }))
export const useAcceptFinding = () =>
  useDecision(({ id, ...body }: { id: string } & Ask<typeof acceptFinding>['body']) => call(acceptFinding, { params: { id }, body }))
const atOnce = 200

/** Decides about many, some at a time, telling after each time how many are behind it. */
export const useDecideFindings = (onProgress: (done: number) => void) => {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: async ({ ids, decision }: { ids: readonly string[]; decision: FindingDecision }) => {
      let decided = 0
      const refused: string[] = []
      for (let start = 0; start < ids.length; start += atOnce) {
        const answer = await call(decideFindings, { body: { findingIds: ids.slice(start, start + atOnce), decision } })
        decided += answer.decided
        refused.push(...answer.refused.map(({ sentence }) => sentence))
        onProgress(Math.min(start + atOnce, ids.length))
      }
      return { decided, refused }
    },
    onSettled: () => Promise.all(['findings', 'people', 'overview'].map(topic => queryClient.invalidateQueries({ queryKey: [topic] }))),
  })
}
export const useReopenFinding = () => useDecision((id: string) => call(reopenFinding, { params: { id } }))

export const thresholdsQuery = reading('findings', readFindingThresholds, {})
export const pricesQuery = reading('findings', listLicencePrices, {})

const useSetting = <Given, Got>(mutationFn: (given: Given) => Promise<Got>) => {
  const queryClient = useQueryClient()
  return useMutation({ mutationFn, onSuccess: () => queryClient.invalidateQueries({ queryKey: ['findings'] }) })
}
export const useWriteThresholds = () => useSetting((body: FindingThresholds) => call(writeFindingThresholds, { body }))
export const useWritePrices = () => useSetting((items: LicencePrice[]) => call(writeLicencePrices, { body: { items } }))
