import type { Leaver } from '@rollcall/contract'
import { sentenceOf } from '../../data/api-problem.ts'
import { useGiveBack } from '../../data/leaving.ts'
import { Button } from '../../ui/button.tsx'
import { UndoIcon } from '../../ui/icons.tsx'
import { countOf } from '../../ui/numbers.ts'
import { absolute } from '../../ui/time.tsx'
import { say, sayTrouble } from '../../ui/toasts.tsx'

/** Who got what, each with its way back. */
export const HandOvers = ({ leaver }: { leaver: Leaver }) => {
  const giveBack = useGiveBack()
  const undo = (id: string) =>
    giveBack.mutate(id, { onSuccess: () => say(`What was left of it is with ${leaver.name} again.`), onError: (error: Error) => sayTrouble(sentenceOf(error)) })
  if (leaver.handOvers.length === 0) return <p className="text-soft">{leaver.settledAs ?? 'The rule is about to be applied.'}</p>
  return (
    <ul className="grid gap-3">
      {leaver.handOvers.map(({ id, calls, toName, toEmail, at, decidedBy, actor, givenBackAt, givenBack }) => (
        <li key={id} className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
          <p>
            {countOf(calls, 'call')} to {toName ?? toEmail}
            <span className="block text-meta text-faint">
              {absolute(at)}, {decidedBy === 'rule' ? 'by the rule of this workspace' : `by ${actor}`}
              {givenBackAt &&
                `. Given back ${absolute(givenBackAt)}: ${countOf(givenBack ?? 0, 'call')}${givenBack === calls ? '' : '; the others had moved on'}`}
            </span>
          </p>
          {!givenBackAt && (
            <span className="screen-only">
              <Button busy={giveBack.isPending && 'Giving back…'} onClick={() => undo(id)}>
                <UndoIcon /> {leaver.returnedAt ? 'Give back' : 'Undo'}
              </Button>
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}
