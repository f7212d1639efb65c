import type { MatchDecision } from '@rollcall/contract'
import { sentenceOf } from '../../data/api-problem.ts'
import { useDecideMatch, useUndoMatch, type MatchAnswerSent } from '../../data/matching.ts'
import { say, sayTrouble } from '../../ui/toasts.tsx'

/** Decides whose login is whose, says so, and offers to take it back. */
export const useDecide = () => {
  const decision = useDecideMatch()
  const undoing = useUndoMatch()
  const onError = (error: Error) => sayTrouble(sentenceOf(error))
  const undo = ({ id }: Pick<MatchDecision, 'id'>) =>
    undoing.mutate(id, { onSuccess: () => say('Taken back: everything belongs to whom it belonged before.'), onError })
  const decide = (answer: MatchAnswerSent, done?: () => void) =>
    decision.mutate(answer, {
      onSuccess: made => {
        say(`Decided: ${made.sentence}`, () => undo(made))
        done?.()
      },
      onError,
    })
  return { decide, undo, busy: decision.isPending || undoing.isPending }
}
