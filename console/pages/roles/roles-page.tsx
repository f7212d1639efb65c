import { useQuery } from '@tanstack/react-query'
import type { Scope } from '@rollcall/contract'
import { useState } from 'react'
import { sentenceOf } from '../../data/api-problem.ts'
import { rolesQuery, useCreateRole } from '../../data/roles.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { Lines } from '../../ui/states.tsx'
import { say } from '../../ui/toasts.tsx'
import { SettingsNav } from '../settings/settings-nav.tsx'
import { permissionWords } from '../vocabulary/scope-words.ts'
import { ScopeBoxes } from '../vocabulary/scope-boxes.tsx'

/** The roles by the names that an identity provider sends. */
export const RolesPage = () => {
  const query = useQuery(rolesQuery)
  const [making, setMaking] = useState(false)
  return (
    <Page
      title="Roles"
      lead="What people may do here. Identity providers give a role by its name."
      above={<SettingsNav />}
      actions={
        <Button look="primary" onClick={() => setMaking(true)}>
          Make a role
        </Button>
      }
    >
      <Loaded query={query} shape={<Lines count={4} />}>
        {({ items }) => (
          <ul className="grid max-w-2xl border-t border-line">
            {items.map(({ id, name, permissions, builtIn }) => (
              <li key={id} className="border-b border-line py-2">
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
    </Page>
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
