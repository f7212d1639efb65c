import type { ApprovalRules, WaitingChange as Change } from '@rollcall/contract'
import { sentenceOf } from '../../data/api-problem.ts'
import { useConfirmRules, useRefuseRules } from '../../data/approvals.ts'
import { useMe } from '../../data/me.ts'
import { Button } from '../../ui/button.tsx'
import { Section } from '../../ui/section.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import { Trouble } from '../../ui/states.tsx'
import { Time } from '../../ui/time.tsx'
import { say } from '../../ui/toasts.tsx'
import { changesIn } from './changes-in.ts'

interface WaitingChangeProps {
  change: Change
  /** Those in force. */
  rules: ApprovalRules
  nameOf: (id: string) => string
}

/** A change that loosens something, and what a second admin says of it. */
export const WaitingChange = ({ change, rules, nameOf }: WaitingChangeProps) => {
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
        <Sentences title="What it loosens" sentences={change.loosens} />
        <Sentences title="All that would be different" sentences={changesIn(rules, change.rules, nameOf)} />
        <p className="text-meta text-faint">Another change of policies or guards takes its place.</p>
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

const Sentences = ({ title, sentences }: { title: string; sentences: readonly string[] }) =>
  sentences.length > 0 && (
    <div>
      <h3 className="text-body font-strong">{title}</h3>
      <ul className="list-disc pl-5 text-soft">
        {sentences.map(sentence => (
          <li key={sentence} className="break-words">
            {sentence}
          </li>
        ))}
      </ul>
    </div>
  )
