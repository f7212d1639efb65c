import { useMutation } from '@tanstack/react-query'
import { type Ask, decideAuthorization, previewAuthorization } from '@rollcall/contract'
import { call } from './client.ts'
import { reading } from './reading.ts'

export const authorizationQuery = (query: string) => reading('catalogue', previewAuthorization, { body: { query } })

export const useDecideAuthorization = () => useMutation({ mutationFn: (body: Ask<typeof decideAuthorization>['body']) => call(decideAuthorization, { body }) })
