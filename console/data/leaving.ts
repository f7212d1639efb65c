import { useMutation, useQueryClient } from '@tanstack/react-query'
import {
  giveBack,
  handOver,
  listLeavers,
  listReceivers,
  readHandOverRule,
  readLeaver,
  writeHandOverRule,
  type Ask,
  type HandOverRule,
  type Leaver,
} from '@rollcall/contract'
import { call } from './client.ts'
import { pages, reading } from './reading.ts'

export const leaverPages = (q: string | undefined) => pages('departures', listLeavers, { q })
export const leaverQuery = (id: string) => reading('departures', readLeaver, { params: { id } })
export const receiversQuery = (q: string) => reading('departures', listReceivers, { query: { q } })
export const handOverRuleQuery = reading('departures', readHandOverRule, {})

/** Every change answers the departure as it now stands. */
const useLeaverChange = <Given>(mutationFn: (given: Given) => Promise<Leaver>) => {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn,
    onSuccess: leaver => queryClient.setQueryData(leaverQuery(leaver.id).queryKey, leaver),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['departures'] }),
  })
}

export const useHandOver = () => useLeaverChange(({ id, body }: { id: string; body: Ask<typeof handOver>['body'] }) => call(handOver, { params: { id }, body }))
export const useGiveBack = () => useLeaverChange((id: string) => call(giveBack, { params: { id } }))

export const useWriteHandOverRule = () => {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (body: HandOverRule) => call(writeHandOverRule, { body }),
    onSuccess: rule => queryClient.setQueryData(handOverRuleQuery.queryKey, rule),
  })
}
