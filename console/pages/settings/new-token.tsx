import type { Scope } from '@rollcall/contract'
import { useState } from 'react'
import { sentenceOf } from '../../data/api-problem.ts'
import { useCreateToken } from '../../data/tokens.ts'
import { Button } from '../../ui/button.tsx'
import { Copyable } from '../../ui/copyable.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { Trouble } from '../../ui/states.tsx'
import { ScopeBoxes } from '../vocabulary/scope-boxes.tsx'

const lifetimes = { '30': '30 days', '90': '90 days', '365': 'One year', never: 'Until it is revoked' } as const

const inDays = (days: string) => (days === 'never' ? null : new Date(Date.now() + Number(days) * 86_400_000).toISOString())

/** Makes a token and shows its secret, once. */
export const NewToken = ({ onClose }: { onClose: () => void }) => {
  const create = useCreateToken()
  const [name, setName] = useState('')
  const [chosen, setChosen] = useState<readonly Scope[]>([])
  const [days, setDays] = useState('90')
  const ready = name.trim() !== '' && chosen.length > 0
  if (create.data)
    return (
      <Dialog
        title={`“${create.data.name}” is made`}
        onClose={onClose}
        actions={
          <Button look="primary" onClick={onClose}>
            I have kept it
          </Button>
        }
      >
        <div className="grid gap-3">
          <p>Copy the secret now. It is shown this once and cannot be read again.</p>
          <p className="rounded-base bg-rail px-3 py-2.5 break-all">
            <Copyable value={create.data.secret} label="the secret" />
          </p>
        </div>
      </Dialog>
    )
  return (
    <Dialog
      title="Make a token"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form="new-token" disabled={!ready} busy={create.isPending && 'Making…'}>
            Make the token
          </Button>
        </>
      }
    >
      <form
        id="new-token"
        className="grid gap-5"
        onSubmit={event => {
          event.preventDefault()
          if (ready) create.mutate({ name: name.trim(), scopes: [...chosen], expiresAt: inDays(days) })
        }}
      >
        {create.error && <Trouble sentence={sentenceOf(create.error)} />}
        <TextField label="Name" value={name} maxLength={120} hint="What will use it." onChange={event => setName(event.target.value)} />
        <ScopeBoxes legend="It may" chosen={chosen} onChange={setChosen} />
        <SelectField label="It ends after" value={days} onChange={event => setDays(event.target.value)}>
          {Object.entries(lifetimes).map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </SelectField>
      </form>
    </Dialog>
  )
}
