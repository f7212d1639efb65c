import { useMutation, useQueryClient } from '@tanstack/react-query'
import { createToken, listTokens, renewToken, revokeToken, revokeTokenSecret, type Ask } from '@rollcall/contract'
import { call } from './client.ts'
import { reading } from './reading.ts'

export const tokensQuery = reading('tokens', listTokens, {})

const useChange = <Given, Got>(mutationFn: (given: Given) => Promise<Got>) => {
  const queryClient = useQueryClient()
  return useMutation({ mutationFn, onSuccess: () => queryClient.invalidateQueries({ queryKey: ['tokens'] }) })
}

/** The secret is in this reply and nowhere else. */
export const useCreateToken = () => useChange((body: Ask<typeof createToken>['body']) => call(createToken, { body }))
export const useRenewToken = () => useChange(({ id, ...body }: Ask<typeof renewToken>['body'] & { id: string }) => call(renewToken, { params: { id }, body }))
export const useRevokeToken = () => useChange((id: string) => call(revokeToken, { params: { id } }))
export const useRevokeTokenSecret = () => useChange((params: { id: string; secretId: string }) => call(revokeTokenSecret, { params }))
