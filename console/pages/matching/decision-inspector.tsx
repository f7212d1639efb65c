import { Link } from '@tanstack/react-router'
import type { MatchDecision } from '@rollcall/contract'
import { useMay } from '../../data/me.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Inspector } from '../../ui/inspector.tsx'
import { Fact, Facts } from '../../ui/section.tsx'
import { Lines } from '../../ui/states.tsx'
import { Time } from '../../ui/time.tsx'
import { useDecide } from '../vocabulary/use-decide.ts'
import { DecisionMark } from './decided.tsx'

interface DecisionInspectorProps {
  /** Absent while the list is on its way; null when it is not in it. */
  decision: MatchDecision | null | undefined
  onClose: () => void
}

/** One decision: who, when and why, and the way back. */
export const DecisionInspector = ({ decision, onClose }: DecisionInspectorProps) => {
  const mayDecide = useMay('people:write')
  const { undo, busy } = useDecide()
  if (!decision)
    return (
      <Inspector title="Decision" onClose={onClose}>
        {decision === null ? (
          <p className="text-soft">This decision is not in the list that is shown. Show more of it, or the person was erased.</p>
        ) : (
          <Lines count={4} />
        )}
      </Inspector>
    )
  return (
    <Inspector
      key={decision.id}
      title="Decision"
      onClose={onClose}
      actions={
        <>
          {mayDecide && !decision.undoneAt && (
            <Button look="primary" busy={busy && 'Taking back…'} onClick={() => undo(decision)}>
              Take this decision back
            </Button>
          )}
          <Link to="/people/$id" params={{ id: decision.personId }} className={buttonClass('quiet')}>
            Open the person
          </Link>
        </>
      }
    >
      <div className="grid gap-5">
        <p>
          <DecisionMark decision={decision} />
        </p>
        <p className="font-serif text-read">{decision.sentence}</p>
        <Facts>
          <Fact term="Decided by">{decision.decidedBy}</Fact>
          <Fact term="Decided">
            <Time at={decision.decidedAt} />
          </Fact>
          <Fact term="Why">{decision.reason || 'No reason was given.'}</Fact>
          {decision.undoneAt && (
            <>
              <Fact term="Taken back by">{decision.undoneBy}</Fact>
              <Fact term="Taken back">
                <Time at={decision.undoneAt} />
              </Fact>
            </>
          )}
        </Facts>
        {!decision.undoneAt && (
          <p className="text-soft">It outranks every rule. Taken back, its logins belong to whom they belonged before, and the rules count again.</p>
        )}
      </div>
    </Inspector>
  )
}
