import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import {
  createIdentityProvider,
  deleteIdentityProvider,
  discoverSignIn,
  listBreakGlass,
  listIdentityProviders,
  listSignInArrivals,
  readOidcSetUp,
  readSamlSetUp,
  setBreakGlass,
  updateIdentityProvider,
  type Ask,
} from '@rollcall/contract'
import { call } from './client.ts'
import { reading } from './reading.ts'

export type NewProvider = Ask<typeof createIdentityProvider>['body']
export type ProviderChange = Ask<typeof updateIdentityProvider>['body']

/** While an admin has a sign-in open in another tab, its arrival is looked for this often. */
const watchMilliseconds = 3000

export const identityProvidersQuery = reading('identity-providers', listIdentityProviders, {})
export const breakGlassQuery = reading('identity-providers', listBreakGlass, {})
export const samlSetUpQuery = { ...reading('identity-providers', readSamlSetUp, {}), staleTime: Infinity }
export const oidcSetUpQuery = { ...reading('identity-providers', readOidcSetUp, {}), staleTime: Infinity }
export const arrivalsQuery = (id: string) =>
  queryOptions({ ...reading('identity-providers', listSignInArrivals, { params: { id } }), refetchInterval: watchMilliseconds })

/** How somebody with this e-mail signs in. */
export const useDiscoverSignIn = () => useMutation({ mutationFn: (email: string) => call(discoverSignIn, { query: { email } }) })

const useChange = <Given, Got>(mutationFn: (given: Given) => Promise<Got>) => {
  const queryClient = useQueryClient()
  return useMutation({ mutationFn, onSettled: () => queryClient.invalidateQueries({ queryKey: ['identity-providers'] }) })
}

export const useCreateProvider = () => useChange((body: NewProvider) => call(createIdentityProvider, { body }))
export const useChangeProvider = () => useChange(({ id, ...body }: ProviderChange & { id: string }) => call(updateIdentityProvider, { params: { id }, body }))
export const useDeleteProvider = () => useChange((id: string) => call(deleteIdentityProvider, { params: { id } }))
export const useSetBreakGlass = () =>
  useChange(({ id, breakGlass }: { id: string; breakGlass: boolean }) => call(setBreakGlass, { params: { id }, body: { breakGlass } }))
