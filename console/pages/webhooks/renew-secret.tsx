import type { Webhook } from '@rollcall/contract'
import { useState } from 'react'
import { sentenceOf } from '../../data/api-problem.ts'
import { useRenewWebhookSecret } from '../../data/webhooks.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { SelectField } from '../../ui/field.tsx'
import { Trouble } from '../../ui/states.tsx'
import { inDays, overlaps } from '../vocabulary/overlap.ts'
import { SecretShown } from '../vocabulary/secret-shown.tsx'

/** A new secret at once; both sign for as long as is chosen. */
export const RenewSecret = ({ webhook: { id, name }, onClose }: { webhook: Webhook; onClose: () => void }) => {
  const renew = useRenewWebhookSecret()
  const [days, setDays] = useState('7')
  if (renew.data)
    return (
      <SecretShown title={`${name} has a new secret`} secret={renew.data.secret} onClose={onClose}>
        <p className="text-soft">Each request carries both signatures until the old secret ends, so the receiver may change over at any time.</p>
      </SecretShown>
    )
  return (
    <Dialog
      title={`Renew the secret of ${name}`}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" busy={renew.isPending && 'Renewing…'} onClick={() => renew.mutate({ id, oldEndsAt: inDays(days) })}>
            Make a new secret
          </Button>
        </>
      }
    >
      <div className="grid gap-5">
        {renew.error && <Trouble sentence={sentenceOf(renew.error)} />}
        <SelectField label="The old secret signs as well" value={days} onChange={event => setDays(event.target.value)}>
          {Object.entries(overlaps)
            .toSorted(([a], [b]) => Number(a) - Number(b))
            .map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
        </SelectField>
      </div>
    </Dialog>
  )
}
