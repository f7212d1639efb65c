import { useMutation, useQueryClient } from '@tanstack/react-query'
import { addPasskey, beginPasskey, beginPasskeySignIn, listPasskeys, removePasskey, renamePasskey, signInWithPasskey } from '@rollcall/contract'
import { call } from './client.ts'
import { reading } from './reading.ts'

export const passkeysQuery = reading('passkeys', listPasskeys, {})

const useChange = <Given, Got>(mutationFn: (given: Given) => Promise<Got>) => {
  const queryClient = useQueryClient()
  return useMutation({ mutationFn, onSuccess: () => queryClient.invalidateQueries({ queryKey: ['passkeys'] }) })
}

/** Few ever use it, so that it is loaded when somebody does. */
const webauthn = () => import('@simplewebauthn/browser')

/** Asks the browser for a new key between two calls; rejects with the browser's own error when the person turns away. */
export const useAddPasskey = () =>
  useChange(async ({ name, password }: { name: string; password: string }) => {
    const optionsJSON = await call(beginPasskey, { body: { password } })
    const { startRegistration } = await webauthn()
    return call(addPasskey, { body: { name, credential: await startRegistration({ optionsJSON }) } })
  })

export const useRenamePasskey = () => useChange(({ id, name }: { id: string; name: string }) => call(renamePasskey, { params: { id }, body: { name } }))
export const useRemovePasskey = () => useChange((id: string) => call(removePasskey, { params: { id } }))

export const useSignInWithPasskey = () =>
  useMutation({
    mutationFn: async () => {
      const optionsJSON = await call(beginPasskeySignIn, {})
      const { startAuthentication } = await webauthn()
      const { id, rawId, type, response } = await startAuthentication({ optionsJSON })
      // A key that was found without an e-mail always says whose it is (WebAuthn Level 3, section 7.2, step 6); '' is refused.
      return call(signInWithPasskey, { body: { credential: { id, rawId, type, response: { ...response, userHandle: response.userHandle ?? '' } } } })
    },
  })
