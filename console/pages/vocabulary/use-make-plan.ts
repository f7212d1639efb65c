import { useNavigate } from '@tanstack/react-router'
import { sentenceOf } from '../../data/api-problem.ts'
import { useDraftPlan } from '../../data/plans.ts'
import { sayTrouble } from '../../ui/toasts.tsx'

/** Makes a plan of findings and goes there; `byChoice` of those that a person decides about. It changes nothing yet. */
export const useMakePlan = () => {
  const navigate = useNavigate()
  const draft = useDraftPlan()
  return {
    making: draft.isPending,
    makePlan: (findingIds: string[], byChoice = false) =>
      draft.mutate(
        { findingIds, byChoice },
        {
          onSuccess: ({ id }) => void navigate({ to: '/plans/$id', params: { id } }),
          onError: error => sayTrouble(sentenceOf(error)),
        },
      ),
  }
}
