import { useQuery } from '@tanstack/react-query'
import type { Scope } from '@rollcall/contract'
import { useState } from 'react'
import { sentenceOf } from '../../data/api-problem.ts'
import { rolesQuery, useCreateRole } from '../../data/roles.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Section } from '../../ui/section.tsx'
import { Lines } from '../../ui/states.tsx'
import { say } from '../../ui/toasts.tsx'
import { permissionWords } from '../vocabulary/scope-words.ts'
import { ScopeBoxes } from './scope-boxes.tsx'

/** The roles by the names that an identity provider sends. */
export const RolesSection = () => {
  const query = useQuery(rolesQuery)
  const [making, setMaking] = useState(false)
  return (
    <Section title="Roles" aside={<Button onClick={() => setMaking(true)}>Make a role</Button>}>
      <Loaded query={query} shape={<Lines count={4} />}>
        {({ items }) => (
          <ul className="grid">
            {items.map(({ id, name, permissions, builtIn }) => (
              <li key={id} className="border-b border-line py-2 last:border-0">
                {name} {builtIn && <span className="text-faint">(built in)</span>}
                <span className="block text-meta text-faint">
                  {permissions.length ? permissions.map(permission => permissionWords[permission]).join(', ') : 'May sign in, and nothing else'}
                </span>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      {making && <NewRole onClose={() => setMaking(false)} />}
    </Section>
  )
}

const NewRole = ({ onClose }: { onClose: () => void }) => {
  const create = useCreateRole()
  const [name, setName] = useState('')
  const [chosen, setChosen] = useState<readonly Scope[]>([])
  const ready = name.trim() !== ''
  return (
    <Dialog
      title="Make a role"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form="new-role" disabled={!ready} busy={create.isPending && 'Making…'}>
            Make the role
          </Button>
        </>
      }
    >
      <form
        id="new-role"
        className="grid gap-5"
        onSubmit={event => {
          event.preventDefault()
          if (!ready) return
          create.mutate(
            { name: name.trim(), permissions: [...chosen] },
            {
              onSuccess: role => {
                say(`The role “${role.name}” is made.`)
                onClose()
              },
            },
          )
        }}
      >
        <TextField
          label="Name"
          value={name}
          maxLength={120}
          error={create.error ? sentenceOf(create.error) : undefined}
          hint="An identity provider gives the role by this name."
          onChange={event => setName(event.target.value)}
        />
        <ScopeBoxes legend="Who has it may" chosen={chosen} onChange={setChosen} />
      </form>
    </Dialog>
  )
}
