import { useState } from 'react'
import type { CrmAccount } from '@rollcall/contract'
import { sentenceOf } from '../../data/api-problem.ts'
import { usePlaceHold } from '../../data/erasure.ts'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { say } from '../../ui/toasts.tsx'
import { AccountPicker } from '../vocabulary/account-picker.tsx'

const kinds = [
  ['person', 'A person'],
  ['account', 'An account'],
  ['call', 'A call'],
] as const

/** The id in the address of a call's page, which is what people have at hand. */
const callIdOf = (text: string): string => /[0-9a-f]{8}-[0-9a-f-]{27}/i.exec(text)?.[0] ?? text.trim()

export const PlaceHoldDialog = ({ onClose }: { onClose: () => void }) => {
  const place = usePlaceHold()
  const [kind, setKind] = useState<'person' | 'account' | 'call'>('person')
  const [typed, setTyped] = useState('')
  const [account, setAccount] = useState<CrmAccount | null>(null)
  const [reason, setReason] = useState('')
  const [picking, setPicking] = useState(false)
  const subject = kind === 'account' ? (account?.id ?? '') : kind === 'call' ? callIdOf(typed) : typed.trim()
  if (picking)
    return (
      <AccountPicker
        title="Which account is to be held"
        onPick={picked => {
          setAccount(picked)
          setPicking(false)
        }}
        onClose={() => setPicking(false)}
      />
    )
  return (
    <Dialog title="Place a legal hold" onClose={onClose}>
      <form
        className="grid gap-4"
        onSubmit={event => {
          event.preventDefault()
          place.mutate(
            { kind, subject, reason },
            {
              onSuccess: ({ label }) => {
                say(`${label} is on hold.`)
                onClose()
              },
            },
          )
        }}
      >
        <div className="overflow-x-auto">
          <Choice label="What is held" options={kinds} value={kind} onChange={setKind} />
        </div>
        {kind === 'account' ? (
          <p className="flex flex-wrap items-center gap-3">
            {account?.name ?? <span className="text-faint">No account is chosen yet.</span>}
            <Button onClick={() => setPicking(true)}>Choose an account</Button>
          </p>
        ) : (
          <TextField
            label={kind === 'person' ? 'E-mail' : 'Address of the call’s page, or its id'}
            value={typed}
            autoComplete="off"
            onChange={event => setTyped(event.target.value)}
          />
        )}
        <TextField
          label="Reason"
          hint="What people read who are refused, for example the number of a case."
          value={reason}
          maxLength={500}
          error={place.error ? sentenceOf(place.error) : undefined}
          onChange={event => setReason(event.target.value)}
        />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" disabled={subject === '' || reason.trim().length < 3} busy={place.isPending && 'Placing…'}>
            Place the hold
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
