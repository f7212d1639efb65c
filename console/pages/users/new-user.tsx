import type { Role } from '@rollcall/contract'
import { useState } from 'react'
import { ApiProblem, sentenceOf } from '../../data/api-problem.ts'
import { useCreateUser } from '../../data/users.ts'
import { SelectField, TextField } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { say } from '../../ui/toasts.tsx'
import { licenceOptions } from '../vocabulary/grant-words.tsx'

/** A user by hand. What is left empty has its default. */
export const NewUser = ({ roles, onClose }: { roles: readonly Role[]; onClose: () => void }) => {
  const create = useCreateUser()
  const [written, setWritten] = useState({ userName: '', name: '', manager: '' })
  const [role, setRole] = useState('rep-ae')
  const [licence, setLicence] = useState<'recorder' | 'listener'>('recorder')
  const ready = written.userName.trim() !== ''
  const at = create.error instanceof ApiProblem ? create.error.at : undefined
  const field = (name: keyof typeof written) => ({
    value: written[name],
    maxLength: 256,
    error: create.error && (at === name || (name === 'userName' && !['name', 'manager'].includes(at ?? ''))) ? sentenceOf(create.error) : undefined,
    onChange: (event: { target: { value: string } }) => setWritten(before => ({ ...before, [name]: event.target.value })),
  })
  const submit = () =>
    create.mutate(
      {
        userName: written.userName.trim(),
        ...(written.name.trim() && { name: written.name.trim() }),
        ...(written.manager.trim() && { manager: written.manager.trim() }),
        ...(role !== 'rep-ae' && { role }),
        ...(licence !== 'recorder' && { licence }),
      },
      {
        onSuccess: user => {
          say(`${user.name} is added and may sign in.`)
          onClose()
        },
      },
    )
  return (
    <FormDialog title="Add a user" onClose={onClose} submit="Add the user" busy={create.isPending && 'Adding…'} ready={ready} onSubmit={submit}>
      <TextField label="User name" hint="What they sign in with, usually the e-mail." autoComplete="off" {...field('userName')} />
      <TextField label="Name" optional autoComplete="off" {...field('name')} />
      <SelectField label="Role" value={role} onChange={event => setRole(event.target.value)}>
        {roles.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      <SelectField label="Licence" value={licence} onChange={event => setLicence(event.target.value === 'listener' ? 'listener' : 'recorder')}>
        {licenceOptions.map(([id, words]) => (
          <option key={id} value={id}>
            {words}
          </option>
        ))}
      </SelectField>
      <TextField label="Reports to" optional hint="An e-mail or user name, also of somebody who is not here yet." autoComplete="off" {...field('manager')} />
    </FormDialog>
  )
}
