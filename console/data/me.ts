import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import {
  beginTotp,
  claimWorkspace,
  confirmTotp,
  listSessions,
  loadDemo,
  readMe,
  removeTotp,
  revokeSession,
  signIn,
  signOut,
  type Ask,
  type Permission,
} from '@rollcall/contract'
import { call } from './client.ts'
import { reading } from './reading.ts'

export const meQuery = reading('me', readMe, {})
export const sessionsQuery = reading('me', listSessions, {})

/** Who is signed in, once the shell is open; it is read before the shell is. */
export const useMe = () => useQuery(meQuery).data

/** Whether an action is offered at all; the server decides again. */
export const useMay = (permission: Permission) => useMe()?.permissions.includes(permission) ?? false

export const useSignIn = () => useMutation({ mutationFn: (body: Ask<typeof signIn>['body']) => call(signIn, { body }) })

export const useClaimWorkspace = () => useMutation({ mutationFn: (body: Ask<typeof claimWorkspace>['body']) => call(claimWorkspace, { body }) })

/** Ends the session and forgets everything that was read with it. The reply says where it is ended at its provider, too. */
export const useSignOut = () => {
  const queryClient = useQueryClient()
  return useMutation({ mutationFn: () => call(signOut, {}), onSuccess: () => queryClient.clear() })
}

const useChangeOfMe = <Given, Got>(mutationFn: (given: Given) => Promise<Got>) => {
  const queryClient = useQueryClient()
  return useMutation({ mutationFn, onSuccess: () => queryClient.invalidateQueries({ queryKey: ['me'] }) })
}

export const useRevokeSession = () => useChangeOfMe((id: string) => call(revokeSession, { params: { id } }))
export const useBeginTotp = () => useMutation({ mutationFn: (password: string) => call(beginTotp, { body: { password } }) })
export const useConfirmTotp = () => useChangeOfMe((code: string) => call(confirmTotp, { body: { code } }))
export const useRemoveTotp = () => useChangeOfMe((body: Ask<typeof removeTotp>['body']) => call(removeTotp, { body }))

/** Everything changes at once: a company appears. */
export const useLoadDemo = () => {
  const queryClient = useQueryClient()
  return useMutation({ mutationFn: () => call(loadDemo, {}), onSuccess: () => queryClient.invalidateQueries() })
}
