import type { WaitingChange as Change } from '@rollcall/contract'
import { sentenceOf } from '../../data/api-problem.ts'
import { useConfirmRules, useRefuseRules } from '../../data/approvals.ts'
import { useMe } from '../../data/me.ts'
import { Button } from '../../ui/button.tsx'
import { Section } from '../../ui/section.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import { Trouble } from '../../ui/states.tsx'
import { Time } from '../../ui/time.tsx'
import { say } from '../../ui/toasts.tsx'

/** A change that loosens something, and what a second admin says of it. */
export const WaitingChange = ({ change }: { change: Change }) => {
  const own = useMe()?.user.id === change.proposedBy.id
  const confirm = useConfirmRules()
  const refuse = useRefuseRules()
  const error = confirm.error ?? refuse.error
  return (
    <Section title="Waits for a second admin">
      <div className="grid gap-3">
        <StateMark shape="diamond" tone="warm">
          <span className="whitespace-normal">
            {change.proposedBy.name} asked for a change <Time at={change.proposedAt} />. It loosens what holds, so that somebody else has to confirm it.
          </span>
        </StateMark>
        <ul className="list-disc pl-5 text-soft">
          {change.loosens.map(sentence => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
        {error && <Trouble sentence={sentenceOf(error)} />}
        <div className="flex flex-wrap gap-2">
          {!own && (
            <Button
              look="primary"
              busy={confirm.isPending && 'Confirming…'}
              onClick={() => confirm.mutate(change.id, { onSuccess: () => say('Confirmed. It holds for plans that are made from now on.') })}
            >
              Confirm the change
            </Button>
          )}
          <Button
            busy={refuse.isPending && 'Refusing…'}
            onClick={() => refuse.mutate(change.id, { onSuccess: () => say(own ? 'Taken back.' : 'Refused. Nothing was changed.') })}
          >
            {own ? 'Take it back' : 'Refuse it'}
          </Button>
        </div>
      </div>
    </Section>
  )
}
