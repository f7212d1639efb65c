import { useState } from 'react'
import { TextField } from '../../ui/field.tsx'
import { formText } from '../../ui/form-text.ts'

const day = 86_400_000
const isoDay = (at: number) => new Date(at).toISOString().slice(0, 10)

/** Until when what is found is accepted, and why. */
export const AcceptanceFields = ({ whom }: { whom: 'it' | 'them' }) => {
  const [now] = useState(() => Date.now())
  return (
    <>
      <TextField
        label="Until the end of"
        name="until"
        type="date"
        defaultValue={isoDay(now + 30 * day)}
        min={isoDay(now)}
        max={isoDay(now + 365 * day)}
        hint={`A year at most, so that somebody looks at ${whom} again.`}
        required
      />
      <TextField label="Why" name="reason" minLength={3} maxLength={1000} hint="It is kept in the audit log." required />
    </>
  )
}

/** What was typed into the fields. */
export const acceptanceIn = (form: FormData) => ({
  until: new Date(`${formText(form, 'until')}T23:59:59`).toISOString(),
  reason: formText(form, 'reason'),
})
