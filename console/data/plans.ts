import { useMutation, useQueryClient } from '@tanstack/react-query'
import {
  approvePlan,
  attestStep,
  discardPlan,
  draftPlan,
  draftUndo,
  listEvidence,
  listFights,
  listPlans,
  pausePlan,
  readPlan,
  resumePlan,
  retryStep,
  stopPlan,
  tryAnyway,
  type Fight,
  type Plan,
  type PlanState,
  type PlanSummary,
} from '@rollcall/contract'
import { call } from './client.ts'
import { pages, readAll, reading } from './reading.ts'

/** What the list is asked; the address of the page holds it. */
export interface PlansQuestion {
  state?: PlanState | undefined
}

export const planPages = (question: PlansQuestion) => pages('plans', listPlans, question)
export const planQuery = (id: string) => reading('plans', readPlan, { params: { id } })
export const evidenceQuery = (id: string, stepId: string) => reading('plans', listEvidence, { params: { id, stepId } })
export const fightsQuery = reading('plans', listFights, {})
export const readAllPlans = (question: PlansQuestion) => readAll(listPlans, question) as Promise<PlanSummary[]>

/** Every change answers the plan as it now stands. */
const usePlanChange = <Given>(mutationFn: (given: Given) => Promise<Plan>) => {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn,
    onSuccess: plan => queryClient.setQueryData(planQuery(plan.id).queryKey, plan),
    onSettled: () => Promise.all([queryClient.invalidateQueries({ queryKey: ['plans'] }), queryClient.invalidateQueries({ queryKey: ['findings'] })]),
  })
}

export const useDraftPlan = () =>
  usePlanChange(({ findingIds, byChoice }: { findingIds: string[]; byChoice: boolean }) => call(draftPlan, { body: { findingIds, byChoice } }))
/** Approves exactly the hash that was shown. */
export const useApprovePlan = () => usePlanChange(({ id, hash }: Pick<Plan, 'id' | 'hash'>) => call(approvePlan, { params: { id }, body: { hash } }))
export const useDiscardPlan = () => usePlanChange((id: string) => call(discardPlan, { params: { id } }))
export const useDraftUndo = () => usePlanChange((id: string) => call(draftUndo, { params: { id } }))
export const useRetryStep = () => usePlanChange(({ id, stepId }: { id: string; stepId: string }) => call(retryStep, { params: { id, stepId } }))

/** What an approved plan can be told while it has not ended. */
export const planOrders = { pause: pausePlan, resume: resumePlan, stop: stopPlan } as const
export const useOrderPlan = () => usePlanChange(({ id, order }: { id: string; order: keyof typeof planOrders }) => call(planOrders[order], { params: { id } }))
export const useAttestStep = () =>
  usePlanChange(({ id, stepId, statement }: { id: string; stepId: string; statement: string }) =>
    call(attestStep, { params: { id, stepId }, body: { statement } }),
  )

export const useTryAnyway = () => {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: ({ subject, field }: Pick<Fight, 'subject' | 'field'>) => call(tryAnyway, { body: { subject, field } }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['plans'] }),
  })
}
