import { useMutation, useQueryClient } from '@tanstack/react-query'
import {
  authorizeConnection,
  checkConnection,
  createConnection,
  deleteConnection,
  listConnections,
  listConnectors,
  listCrmAccounts,
  readConsoleCheck,
  readConsoleScreenshot,
  syncConnection,
  updateConnection,
  type Ask,
} from '@rollcall/contract'
import { call } from './client.ts'
import { reading } from './reading.ts'

type NewConnection = Ask<typeof createConnection>['body']
type ConnectionChange = Ask<typeof updateConnection>['body']

export const connectorsQuery = { ...reading('catalogue', listConnectors, {}), staleTime: Infinity }
export const connectionsQuery = reading('connections', listConnections, {})
export const consoleCheckQuery = (id: string) => reading('connections', readConsoleCheck, { params: { id } })
/** A picture that evidence names; it never changes, and an erasure may take it away. */
export const consoleScreenshotQuery = (id: string) => reading('catalogue', readConsoleScreenshot, { params: { id } })
export const crmAccountsQuery = (q: string) => reading('crm', listCrmAccounts, { query: { q } })

const useChange = <Given, Got>(mutationFn: (given: Given) => Promise<Got>) => {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn,
    onSettled: () => Promise.all([queryClient.invalidateQueries({ queryKey: ['connections'] }), queryClient.invalidateQueries({ queryKey: ['me'] })]),
  })
}

export const useCreateConnection = () => useChange((body: NewConnection) => call(createConnection, { body }))
export const useUpdateConnection = () => useChange(({ id, ...body }: ConnectionChange & { id: string }) => call(updateConnection, { params: { id }, body }))
export const useDeleteConnection = () => useChange((id: string) => call(deleteConnection, { params: { id } }))
export const useCheckConnection = () => useChange((id: string) => call(checkConnection, { params: { id } }))
export const useSyncConnection = () => useChange((id: string) => call(syncConnection, { params: { id } }))

/** Leaves the console for the vendor's consent page, which comes back to the server and then here. */
export const useAuthorizeConnection = () =>
  useMutation({
    mutationFn: (id: string) => call(authorizeConnection, { params: { id } }),
    onSuccess: ({ url }) => window.location.assign(url),
  })
