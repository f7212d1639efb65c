import type { ApiToken } from '@rollcall/contract'
import { useState } from 'react'
import { sentenceOf } from '../../data/api-problem.ts'
import { useRenewToken } from '../../data/tokens.ts'
import { SelectField } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { Trouble } from '../../ui/states.tsx'
import { inDays, overlaps } from '../vocabulary/overlap.ts'
import { SecretShown } from '../vocabulary/secret-shown.tsx'

/** A new secret at once; the old one works on for as long as is chosen. */
export const RenewToken = ({ token: { id, name, expiresAt }, onClose }: { token: ApiToken; onClose: () => void }) => {
  const renew = useRenewToken()
  const [days, setDays] = useState('7')
  if (renew.data)
    return (
      <SecretShown title={`“${name}” has a new secret`} secret={renew.data.secret} onClose={onClose}>
        <p className="text-soft">Enter it where the token is used. The list shows when the old one was used last, and so when you may let it go.</p>
      </SecretShown>
    )
  return (
    <FormDialog
      title={`Renew “${name}”`}
      onClose={onClose}
      submit="Make a new secret"
      busy={renew.isPending && 'Renewing…'}
      onSubmit={() => renew.mutate({ id, oldEndsAt: inDays(days) })}
    >
      {renew.error && <Trouble sentence={sentenceOf(renew.error)} />}
      <SelectField
        label="The old secret works on"
        value={days}
        hint={expiresAt === null ? undefined : 'The token itself lives as long again as it was to live.'}
        onChange={event => setDays(event.target.value)}
      >
        {Object.entries(overlaps)
          .toSorted(([a], [b]) => Number(a) - Number(b))
          .map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
      </SelectField>
    </FormDialog>
  )
}
