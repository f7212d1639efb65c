import type { Role, Scope } from '@rollcall/contract'
import { useState } from 'react'
import { sentenceOf } from '../../data/api-problem.ts'
import { useDeleteRole, useSaveRole } from '../../data/roles.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { countOf } from '../../ui/numbers.ts'
import { say } from '../../ui/toasts.tsx'
import { ScopeBoxes } from '../vocabulary/scope-boxes.tsx'
import { scopes } from '../vocabulary/scope-words.ts'

interface RoleDialogProps {
  /** Null for a new one. */
  role: Role | null
  roles: readonly Role[]
  onClose: () => void
}

/** A custom role: made, changed, or deleted with another in its place. */
export const RoleDialog = ({ role, roles, onClose }: RoleDialogProps) => {
  const save = useSaveRole()
  const [name, setName] = useState(role?.name ?? '')
  const [chosen, setChosen] = useState<readonly Scope[]>(scopes.filter(scope => role?.permissions.includes(scope)))
  const [deleting, setDeleting] = useState(false)
  const ready = name.trim() !== ''
  if (role && deleting) return <DeleteRole role={role} roles={roles} onBack={() => setDeleting(false)} onClose={onClose} />
  return (
    <FormDialog
      title={role ? `Change ${role.name}` : 'Make a role'}
      onClose={onClose}
      submit={role ? 'Save the role' : 'Make the role'}
      busy={save.isPending && 'Saving…'}
      ready={ready}
      aside={
        role && (
          <Button look="quiet" className="mr-auto" onClick={() => setDeleting(true)}>
            Delete it
          </Button>
        )
      }
      onSubmit={() =>
        save.mutate(
          { id: role?.id ?? null, name: name.trim(), permissions: [...chosen] },
          {
            onSuccess: saved => {
              say(role ? `The role “${saved.name}” is changed, at once for everybody who has it.` : `The role “${saved.name}” is made.`)
              onClose()
            },
          },
        )
      }
    >
      <TextField
        label="Name"
        value={name}
        maxLength={120}
        error={save.error ? sentenceOf(save.error) : undefined}
        hint="An identity provider gives the role by this name."
        onChange={event => setName(event.target.value)}
      />
      <ScopeBoxes legend="Who has it may" chosen={chosen} onChange={setChosen} />
    </FormDialog>
  )
}

const DeleteRole = ({ role, roles, onBack, onClose }: { role: Role; roles: readonly Role[]; onBack: () => void; onClose: () => void }) => {
  const remove = useDeleteRole()
  const [replacement, setReplacement] = useState('rep-ae')
  const confirm = () =>
    remove.mutate(
      { id: role.id, replacement: role.users > 0 ? replacement : undefined },
      {
        onSuccess: () => {
          say(`The role “${role.name}” is deleted.`)
          onClose()
        },
      },
    )
  return (
    <Dialog
      title={`Delete ${role.name}`}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onBack}>Keep it</Button>
          <Button look="primary" busy={remove.isPending && 'Deleting…'} onClick={confirm}>
            Delete the role
          </Button>
        </>
      }
    >
      {role.users > 0 ? (
        <SelectField
          label={`${countOf(role.users, 'user')} get instead`}
          value={replacement}
          error={remove.error ? sentenceOf(remove.error) : undefined}
          onChange={event => setReplacement(event.target.value)}
        >
          {roles
            .filter(each => each.id !== role.id)
            .map(each => (
              <option key={each.id} value={each.id}>
                {each.name}
              </option>
            ))}
        </SelectField>
      ) : (
        <p>{remove.error ? sentenceOf(remove.error) : 'Nobody has this role. An identity provider that still sends its name will be refused.'}</p>
      )}
    </Dialog>
  )
}
