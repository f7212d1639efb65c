import { useMutation, useQueryClient } from '@tanstack/react-query'
import { createGroup, deleteGroup, listGroupMembers, listGroups, readGroup, updateGroup, type Ask } from '@rollcall/contract'
import { call } from './client.ts'
import { pages, reading } from './reading.ts'

export const groupPages = (q: string | undefined) => pages('users', listGroups, { q, limit: 100 })
export const groupQuery = (id: string) => reading('users', readGroup, { params: { id } })
export const groupMembersQuery = (id: string) => reading('users', listGroupMembers, { params: { id }, query: { limit: 200 } })

const useChange = <Given, Got>(mutationFn: (given: Given) => Promise<Got>) => {
  const queryClient = useQueryClient()
  return useMutation({ mutationFn, onSuccess: () => queryClient.invalidateQueries({ queryKey: ['users'] }) })
}

export const useCreateGroup = () => useChange((body: Ask<typeof createGroup>['body']) => call(createGroup, { body }))
export const useUpdateGroup = () =>
  useChange(({ id, ...body }: Ask<typeof updateGroup>['body'] & { id: string }) => call(updateGroup, { params: { id }, body }))
export const useDeleteGroup = () => useChange((id: string) => call(deleteGroup, { params: { id } }))
