import { useQuery } from '@tanstack/react-query'
import type { HandOverRule } from '@rollcall/contract'
import { useState } from 'react'
import { sentenceOf } from '../../data/api-problem.ts'
import { handOverRuleQuery, receiversQuery, useWriteHandOverRule } from '../../data/leaving.ts'
import { Choice } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { say, sayTrouble } from '../../ui/toasts.tsx'
import { ReceiverPicker } from '../vocabulary/user-picker.tsx'

const options = [
  ['nobody', 'Stay under their name'],
  ['manager', 'Go to their manager'],
  ['person', 'Go to one person'],
] as const

const said: Record<HandOverRule['to'], string> = {
  nobody: 'Calls of leavers stay under their name, where their team sees them, until somebody hands them over.',
  manager: 'Calls of leavers go to their manager by themselves. Without one they stay, and are listed as open.',
  person: 'Calls of leavers go to one person by themselves.',
}

/** What happens by itself to the calls of those who leave from now on. */
export const RuleSection = () => {
  const rule = useQuery(handOverRuleQuery).data
  const receivers = useQuery({ ...receiversQuery(''), enabled: rule?.to === 'person' }).data?.items
  const write = useWriteHandOverRule()
  const [picking, setPicking] = useState(false)
  if (!rule) return null
  const save = (next: HandOverRule) =>
    write.mutate(next, { onSuccess: () => say('From now on: ' + said[next.to]), onError: (error: Error) => sayTrouble(sentenceOf(error)) })
  const person = rule.to === 'person' ? receivers?.find(({ id }) => id === rule.userId)?.name : undefined
  return (
    <section aria-label="What happens to calls of leavers" className="screen-only mb-6 grid gap-2">
      <h2 className="text-body">Calls of leavers</h2>
      <div className="overflow-x-auto">
        <Choice
          label="Calls of leavers"
          options={options}
          value={rule.to}
          disabled={write.isPending}
          onChange={to => (to === 'person' ? setPicking(true) : save({ to }))}
        />
      </div>
      <p className="max-w-prose text-meta text-faint">
        {said[rule.to]}
        {person && ` At present that is ${person}.`}
      </p>
      {picking && (
        <Dialog title="Who gets the calls of leavers" onClose={() => setPicking(false)}>
          <ReceiverPicker
            label="Person"
            onPick={({ id }) => {
              save({ to: 'person', userId: id })
              setPicking(false)
            }}
          />
        </Dialog>
      )}
    </section>
  )
}
