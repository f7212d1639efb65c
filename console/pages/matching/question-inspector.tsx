import { Link } from '@tanstack/react-router'
import type { MatchCandidate, MatchQuestion } from '@rollcall/contract'
import { useState } from 'react'
import type { MatchAnswerSent } from '../../data/matching.ts'
import { useMay } from '../../data/me.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { Inspector } from '../../ui/inspector.tsx'
import { Section } from '../../ui/section.tsx'
import { Lines } from '../../ui/states.tsx'
import { QuestionMark } from '../vocabulary/match-words.tsx'
import { useDecide } from '../vocabulary/use-decide.ts'
import { SideBySide } from './side-by-side.tsx'

interface QuestionInspectorProps {
  /** Absent while its list is on its way; null when it is in none. */
  question: MatchQuestion | null | undefined
  onClose: () => void
}

/** One question with everybody who may be meant, side by side; answering it is one press. */
export const QuestionInspector = ({ question, onClose }: QuestionInspectorProps) => {
  const mayDecide = useMay('people:write')
  const [reason, setReason] = useState('')
  const { decide, busy } = useDecide()
  if (!question)
    return (
      <Inspector title="Matching" onClose={onClose}>
        {question === null ? <p className="text-soft">This is settled, or not in the list that is shown.</p> : <Lines count={6} />}
      </Inspector>
    )
  const { subject, candidates, detail } = question
  return (
    <Inspector key={question.id} title={subject.name} onClose={onClose}>
      <div className="grid gap-5">
        <div className="grid gap-2">
          <p>
            <QuestionMark kind={question.kind} />
          </p>
          <p className="font-serif text-read">{detail}</p>
        </div>
        {mayDecide && (
          <TextField label="Why" optional hint="Kept with the decision." maxLength={500} value={reason} onChange={event => setReason(event.target.value)} />
        )}
        {candidates.map(candidate => (
          <Section key={candidate.personId} title={candidate.name}>
            <div className="grid gap-4">
              <SideBySide subject={subject} candidate={candidate} />
              <div className="flex flex-wrap gap-2">
                {mayDecide &&
                  answersTo(question, candidate).map(({ words, answer }) => (
                    <Button key={words} busy={busy && 'Deciding…'} onClick={() => decide({ ...answer, reason }, onClose)}>
                      {words}
                    </Button>
                  ))}
                <Link to="/people/$id" params={{ id: candidate.personId }} className={buttonClass('quiet')}>
                  Open {candidate.name}
                </Link>
              </div>
            </div>
          </Section>
        ))}
      </div>
    </Inspector>
  )
}

/** What can be said of one candidate. */
const answersTo = ({ login, subject }: MatchQuestion, { personId, name }: MatchCandidate): { words: string; answer: MatchAnswerSent }[] => {
  if (login)
    return [
      { words: `Belongs to ${name}`, answer: { kind: 'link', login, personId, from: subject.personId } },
      { words: `Not ${name}`, answer: { kind: 'split', login, personId } },
    ]
  if (subject.personId === null) return []
  return [
    { words: 'One person', answer: { kind: 'merge', personId, otherId: subject.personId } },
    { words: 'Two people', answer: { kind: 'different', personId, otherId: subject.personId } },
  ]
}
