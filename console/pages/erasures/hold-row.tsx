import type { Hold } from '@rollcall/contract'
import { useState } from 'react'
import { sentenceOf } from '../../data/api-problem.ts'
import { useReleaseHold } from '../../data/erasure.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import { Time } from '../../ui/time.tsx'
import { say } from '../../ui/toasts.tsx'

const kinds = { person: 'Person', account: 'Account', call: 'Call' } as const

export const HoldRow = ({ hold }: { hold: Hold }) => {
  const [releasing, setReleasing] = useState(false)
  return (
    <li className="flex items-start justify-between gap-x-6 gap-y-2 border-b border-line py-2">
      <div className="min-w-0 flex-1">
        <p className="break-words">
          <span className="text-faint">{kinds[hold.kind]}</span> {hold.label}
        </p>
        <p className="text-meta text-faint">
          {hold.reason}. By {hold.placedBy} <Time at={hold.placedAt} />
          {hold.releasedAt && (
            <>
              . Released by {hold.releasedBy} <Time at={hold.releasedAt} />: {hold.releaseReason}
            </>
          )}
        </p>
      </div>
      {hold.releasedAt ? (
        <StateMark shape="ring" tone="soft">
          Released
        </StateMark>
      ) : (
        <div className="flex flex-wrap items-center justify-end gap-x-4 gap-y-1">
          <StateMark shape="pause" tone="ink">
            In force
          </StateMark>
          <Button onClick={() => setReleasing(true)}>Release</Button>
        </div>
      )}
      {releasing && <ReleaseDialog hold={hold} onClose={() => setReleasing(false)} />}
    </li>
  )
}

const ReleaseDialog = ({ hold, onClose }: { hold: Hold; onClose: () => void }) => {
  const release = useReleaseHold()
  const [reason, setReason] = useState('')
  return (
    <Dialog title={`Release the hold on ${hold.label}`} onClose={onClose}>
      <form
        className="grid gap-4"
        onSubmit={event => {
          event.preventDefault()
          release.mutate(
            { id: hold.id, reason },
            {
              onSuccess: () => {
                say(`${hold.label} is not on hold any more.`)
                onClose()
              },
            },
          )
        }}
      >
        <p className="text-soft">What it keeps may be erased and deleted from then on. An erasure that waits for it goes on within five minutes.</p>
        <TextField
          label="Reason"
          value={reason}
          maxLength={500}
          error={release.error ? sentenceOf(release.error) : undefined}
          onChange={event => setReason(event.target.value)}
        />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Keep the hold</Button>
          <Button look="primary" type="submit" disabled={reason.trim().length < 3} busy={release.isPending && 'Releasing…'}>
            Release the hold
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
