import { useMutation, useQueryClient } from '@tanstack/react-query'
import {
  approveStep,
  commentPlan,
  confirmApprovalRules,
  listModes,
  listPlanComments,
  listRoles,
  listSubstitutes,
  listUsers,
  listWaitingApprovals,
  readApprovalRules,
  refuseApprovalRules,
  writeApprovalRules,
  writeMode,
  writeSubstitute,
  type ApprovalRules,
  type Ask,
} from '@rollcall/contract'
import { call } from './client.ts'
import { reading } from './reading.ts'

export const waitingQuery = reading('plans', listWaitingApprovals, {})
export const waitingCount = { ...waitingQuery, select: ({ items }: { items: readonly unknown[] }) => items.length }
export const rulesQuery = reading('plans', readApprovalRules, {})
export const modesQuery = reading('plans', listModes, {})
export const substitutesQuery = reading('plans', listSubstitutes, {})
export const commentsQuery = (id: string) => reading('plans', listPlanComments, { params: { id } })
/** Who can be named: active users, and roles. */
export const approversQuery = reading('users', listUsers, { query: { active: 'true', limit: 200 } })
export const approverRolesQuery = reading('roles', listRoles, {})

/** Whatever changes, plans wait for others after it. */
const useApprovalChange = <Given, Got>(mutationFn: (given: Given) => Promise<Got>) => {
  const queryClient = useQueryClient()
  return useMutation({ mutationFn, onSuccess: () => queryClient.invalidateQueries({ queryKey: ['plans'] }) })
}

export const useWriteRules = () => useApprovalChange((body: ApprovalRules) => call(writeApprovalRules, { body }))
export const useConfirmRules = () => useApprovalChange((id: string) => call(confirmApprovalRules, { params: { id } }))
export const useRefuseRules = () => useApprovalChange((id: string) => call(refuseApprovalRules, { params: { id } }))
export const useWriteMode = () =>
  useApprovalChange(({ id, ...body }: { id: string } & Ask<typeof writeMode>['body']) => call(writeMode, { params: { id }, body }))
export const useWriteSubstitute = () => useApprovalChange((body: Ask<typeof writeSubstitute>['body']) => call(writeSubstitute, { body }))
export const useCommentPlan = () => useApprovalChange(({ id, text }: { id: string; text: string }) => call(commentPlan, { params: { id }, body: { text } }))
export const useApproveStep = () =>
  useApprovalChange(({ id, stepId, hash }: { id: string; stepId: string; hash: string }) => call(approveStep, { params: { id, stepId }, body: { hash } }))
