import { useMutation, useQueryClient } from '@tanstack/react-query'
import {
  chooseIdentityApp,
  decideMatch,
  listIdentityApps,
  listMatchDecisions,
  listMatchQuestions,
  undoMatch,
  type Ask,
  type IdentityAppChoice,
} from '@rollcall/contract'
import { call } from './client.ts'
import { pages, reading } from './reading.ts'

export type MatchAnswerSent = Ask<typeof decideMatch>['body']

export const matchQuestionPages = (of: 'disputes' | 'suggestions') => pages('people', listMatchQuestions, { of, limit: 50 })
export const matchDecisionPages = pages('people', listMatchDecisions, { limit: 50 })
export const identityAppsQuery = reading('people', listIdentityApps, {})
export const disputeCount = {
  ...reading('people', listMatchQuestions, { query: { of: 'disputes', limit: 1 } }),
  select: (page: { total: number }) => page.total,
}

/** A decision moves logins, and with them what is out of step. */
const useRollChanged = () => {
  const queryClient = useQueryClient()
  return () => Promise.all([queryClient.invalidateQueries({ queryKey: ['people'] }), queryClient.invalidateQueries({ queryKey: ['findings'] })])
}

export const useDecideMatch = () => {
  const onSuccess = useRollChanged()
  return useMutation({ mutationFn: (body: MatchAnswerSent) => call(decideMatch, { body }), onSuccess })
}

export const useUndoMatch = () => {
  const onSuccess = useRollChanged()
  return useMutation({ mutationFn: (id: string) => call(undoMatch, { params: { id } }), onSuccess })
}

export const useChooseIdentityApp = () => {
  const onSuccess = useRollChanged()
  return useMutation({
    mutationFn: ({ connectionId, externalId, choice }: { connectionId: string; externalId: string; choice: IdentityAppChoice }) =>
      call(chooseIdentityApp, { params: { connectionId, externalId }, body: choice }),
    onSuccess,
  })
}
