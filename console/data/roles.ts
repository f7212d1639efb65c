import { useMutation, useQueryClient } from '@tanstack/react-query'
import { createRole, deleteRole, listRoles, updateRole, type Ask } from '@rollcall/contract'
import { call } from './client.ts'
import { reading } from './reading.ts'

export const rolesQuery = reading('roles', listRoles, {})

const useChange = <Given, Got>(mutationFn: (given: Given) => Promise<Got>) => {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn,
    onSuccess: () => Promise.all([queryClient.invalidateQueries({ queryKey: ['roles'] }), queryClient.invalidateQueries({ queryKey: ['users'] })]),
  })
}

type Wanted = Ask<typeof createRole>['body']

/** Makes a role, or changes the one that has the id. */
export const useSaveRole = () =>
  useChange(({ id, ...body }: Wanted & { id: string | null }) => (id === null ? call(createRole, { body }) : call(updateRole, { params: { id }, body })))

export const useDeleteRole = () =>
  useChange(({ id, replacement }: { id: string; replacement: string | undefined }) => call(deleteRole, { params: { id }, query: { replacement } }))
