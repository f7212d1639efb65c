import type { MatchQuestion } from '@rollcall/contract'
import { StateMark } from '../../ui/state-mark.tsx'

export const questionWords: Record<MatchQuestion['kind'], string> = {
  disputed_login: 'Whose is it?',
  disputed_persons: 'One person or two?',
  unlinked: 'Nobody stands behind it',
  similar: 'Look like one',
}

/** A dispute blocks plans; a suggestion waits for whoever has the time. */
export const QuestionMark = ({ kind }: Pick<MatchQuestion, 'kind'>) =>
  kind.startsWith('disputed') ? (
    <StateMark shape="pause" tone="warm">
      {questionWords[kind]}
    </StateMark>
  ) : (
    <StateMark shape="ring" tone="soft">
      {questionWords[kind]}
    </StateMark>
  )
