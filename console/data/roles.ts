import { useMutation, useQueryClient } from '@tanstack/react-query'
import { createRole, listRoles, type Ask } from '@rollcall/contract'
import { call } from './client.ts'
import { reading } from './reading.ts'

export const rolesQuery = reading('roles', listRoles, {})

export const useCreateRole = () => {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (body: Ask<typeof createRole>['body']) => call(createRole, { body }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['roles'] }),
  })
}
