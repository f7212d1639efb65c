import type { Scope } from '@rollcall/contract'
import { useState } from 'react'
import { sentenceOf } from '../../data/api-problem.ts'
import { useCreateToken } from '../../data/tokens.ts'
import { SelectField, TextField } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { Trouble } from '../../ui/states.tsx'
import { inDays } from '../vocabulary/overlap.ts'
import { ScopeBoxes } from '../vocabulary/scope-boxes.tsx'
import { SecretShown } from '../vocabulary/secret-shown.tsx'

const lifetimes = { '30': '30 days', '90': '90 days', '365': 'One year', never: 'Until it is revoked' } as const

/** Makes a token and shows its secret, once. */
export const NewToken = ({ onClose }: { onClose: () => void }) => {
  const create = useCreateToken()
  const [name, setName] = useState('')
  const [chosen, setChosen] = useState<readonly Scope[]>([])
  const [wanted, setWanted] = useState<string | null>(null)
  // An identity provider stops on the day its token ends; whatever else asks can be given a new one.
  const days = wanted ?? (chosen.length === 1 && chosen[0] === 'scim:write' ? 'never' : '90')
  const ready = name.trim() !== '' && chosen.length > 0
  if (create.data) return <SecretShown title={`“${create.data.name}” is made`} secret={create.data.secret} onClose={onClose} />
  return (
    <FormDialog
      title="Make a token"
      onClose={onClose}
      submit="Make the token"
      busy={create.isPending && 'Making…'}
      ready={ready}
      onSubmit={() => create.mutate({ name: name.trim(), scopes: [...chosen], expiresAt: days === 'never' ? null : inDays(days) })}
    >
      {create.error && <Trouble sentence={sentenceOf(create.error)} />}
      <TextField label="Name" value={name} maxLength={120} hint="What will use it." onChange={event => setName(event.target.value)} />
      <ScopeBoxes legend="It may" chosen={chosen} onChange={setChosen} />
      <SelectField
        label="It ends after"
        value={days}
        hint={chosen.includes('scim:write') && days !== 'never' ? 'Provisioning stops when it ends. You are warned before.' : undefined}
        onChange={event => setWanted(event.target.value)}
      >
        {Object.entries(lifetimes).map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </SelectField>
    </FormDialog>
  )
}
