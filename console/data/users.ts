import { useMutation, useQueryClient } from '@tanstack/react-query'
import {
  bulkUsers,
  createUser,
  deleteUser,
  endUserSessions,
  exportUsers,
  listUserEvents,
  listUsers,
  listUserSessions,
  readTeam,
  readUser,
  updateUser,
  type Ask,
} from '@rollcall/contract'
import { addressOf, call } from './client.ts'
import { pages, reading } from './reading.ts'

/** What the list of users is asked; the address of the page holds it. */
export type UsersQuestion = Pick<NonNullable<Ask<typeof listUsers>['query']>, 'q' | 'status' | 'role' | 'licence' | 'team' | 'sort' | 'descending'>
export type UserEdit = Ask<typeof updateUser>['body']
export type UserOperation = Ask<typeof bulkUsers>['body']['operations'][number]

export const userPages = (question: UsersQuestion) => pages('users', listUsers, { ...question, limit: 100 })
export const userQuery = (id: string) => reading('users', readUser, { params: { id } })
export const userEventsQuery = (id: string) => reading('users', listUserEvents, { params: { id }, query: { limit: 30 } })
export const userSessionsQuery = (id: string) => reading('users', listUserSessions, { params: { id } })
export const teamQuery = (id: string) => reading('users', readTeam, { params: { id } })

/** Where the browser fetches the users of a question as a file. */
export const usersCsvAddress = ({ q, status, role, licence, team }: UsersQuestion): string =>
  addressOf(exportUsers, { query: { q, status, role, licence, team } })

const useChange = <Given, Got>(mutationFn: (given: Given) => Promise<Got>) => {
  const queryClient = useQueryClient()
  return useMutation({ mutationFn, onSuccess: () => queryClient.invalidateQueries({ queryKey: ['users'] }) })
}

export const useCreateUser = () => useChange((body: Ask<typeof createUser>['body']) => call(createUser, { body }))
export const useUpdateUser = () => useChange(({ id, ...body }: UserEdit & { id: string }) => call(updateUser, { params: { id }, body }))
export const useDeleteUser = () => useChange((id: string) => call(deleteUser, { params: { id } }))
export const useEndSessions = () => useChange((id: string) => call(endUserSessions, { params: { id } }))
export const useBulkUsers = () => useChange((operations: UserOperation[]) => call(bulkUsers, { body: { operations } }))
