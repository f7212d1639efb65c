import type { Task } from '@rollcall/contract'
import { useState } from 'react'
import { sentenceOf } from '../../data/api-problem.ts'
import { useAttestTask, useFailTask } from '../../data/tasks.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextArea } from '../../ui/field.tsx'
import { say } from '../../ui/toasts.tsx'

interface EndDialogProps {
  task: Task
  kind: 'fail' | 'attest'
  onClose: () => void
}

const words = {
  fail: {
    title: 'It cannot be done',
    label: 'Why',
    hint: 'The step fails with this sentence, and its finding is open again.',
    button: 'Fail the step',
    said: 'The step has failed.',
  },
  attest: {
    title: 'Vouch for it',
    label: 'What you saw',
    hint: 'You answer for this with your name. The step is applied and stays unverified.',
    button: 'Vouch for it',
    said: 'You vouch for it.',
  },
} as const

/** Ends a task by the word of a person, with the sentence that goes into the evidence. */
export const EndDialog = ({ task, kind, onClose }: EndDialogProps) => {
  const fail = useFailTask()
  const attest = useAttestTask()
  const [text, setText] = useState('')
  const { title, label, hint, button, said } = words[kind]
  const change = kind === 'fail' ? fail : attest
  const onSuccess = () => {
    say(said)
    onClose()
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        className="grid gap-4"
        onSubmit={event => {
          event.preventDefault()
          if (kind === 'fail') fail.mutate({ id: task.id, reason: text }, { onSuccess })
          else attest.mutate({ id: task.id, statement: text }, { onSuccess })
        }}
      >
        <TextArea
          label={label}
          hint={hint}
          value={text}
          maxLength={1000}
          error={change.error ? sentenceOf(change.error) : undefined}
          onChange={event => setText(event.target.value)}
        />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" disabled={text.trim().length < 5} busy={change.isPending && 'Ending…'}>
            {button}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
