import type { Webhook } from '@rollcall/contract'
import { useState } from 'react'
import { sentenceOf } from '../../data/api-problem.ts'
import { useReplayWebhook } from '../../data/webhooks.ts'
import { TextField } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { countOf } from '../../ui/numbers.ts'
import { say } from '../../ui/toasts.tsx'

/** `2026-11-22T18:40` in the reader's zone, as the browser's own field for it wants. */
const localMinute = (time: number) => new Date(time - new Date(time).getTimezoneOffset() * 60_000).toISOString().slice(0, 16)

/** Sends again what happened since a time. */
export const Replay = ({ webhook: { id, name }, onClose }: { webhook: Webhook; onClose: () => void }) => {
  const replay = useReplayWebhook()
  const [from, setFrom] = useState(() => localMinute(Date.now() - 86_400_000))
  return (
    <FormDialog
      title={`Send events to ${name} again`}
      onClose={onClose}
      submit="Send them again"
      busy={replay.isPending && 'Queueing…'}
      onSubmit={() =>
        replay.mutate(
          { id, from: new Date(from).toISOString() },
          {
            onSuccess: ({ queued }) => {
              say(`${countOf(queued, 'event')} queued for ${name}.`)
              onClose()
            },
          },
        )
      }
    >
      <p className="text-soft">In their order and under their own ids, so that a receiver can pass over what it has seen. Events are kept for 30 days.</p>
      <TextField
        label="Since"
        type="datetime-local"
        value={from}
        required
        error={replay.error ? sentenceOf(replay.error) : undefined}
        onChange={event => setFrom(event.target.value)}
      />
    </FormDialog>
  )
}
