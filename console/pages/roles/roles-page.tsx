import { useQuery } from '@tanstack/react-query'
import type { Role } from '@rollcall/contract'
import { useState } from 'react'
import { useMay } from '../../data/me.ts'
import { rolesQuery } from '../../data/roles.ts'
import { Button } from '../../ui/button.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { Lines } from '../../ui/states.tsx'
import { SettingsNav } from '../settings/settings-nav.tsx'
import { RoleDialog } from './role-dialog.tsx'
import { RoleMatrix } from './role-matrix.tsx'

/** The roles by the names that an identity provider sends, and what each may do. */
export const RolesPage = () => {
  const query = useQuery(rolesQuery)
  const mayWrite = useMay('settings:write')
  const [open, setOpen] = useState<Role | 'new'>()
  return (
    <Page
      title="Roles"
      lead="What people may do here. Identity providers give a role by its name."
      above={<SettingsNav />}
      actions={
        mayWrite && (
          <Button look="primary" onClick={() => setOpen('new')}>
            Make a role
          </Button>
        )
      }
    >
      <Loaded query={query} shape={<Lines count={12} />}>
        {({ items }) => (
          <>
            <RoleMatrix roles={items} onOpen={mayWrite ? setOpen : undefined} />
            {open !== undefined && <RoleDialog role={open === 'new' ? null : open} roles={items} onClose={() => setOpen(undefined)} />}
          </>
        )}
      </Loaded>
    </Page>
  )
}
