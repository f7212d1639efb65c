import { z } from 'zod'
import { orNull } from '../kit/index.ts'
import type { VendorApi } from '../kit/index.ts'
import { userPath } from './wire.ts'

/** "The set of tokens specified user has issued to 3rd party applications" (Directory API, "tokens.list"). An empty list is left out. */
const Tokens = z.object({ items: z.array(z.object({ clientId: z.string().min(1) })).nullish() })
type Tokens = z.infer<typeof Tokens>

const tokensPath = (userKey: string) => `${userPath(userKey)}/tokens`

/** How many apps hold a token of somebody; null where the scope `user.security` was not delegated, or the privilege for it is missing. */
export const countTokens = async (api: VendorApi, userKey: string): Promise<number | null> => {
  const told = await orNull(api.get<Tokens>(tokensPath(userKey), { expect: Tokens, dispensable: true }), 'permission')
  return told === null ? null : (told.body.items ?? []).length
}

/** Takes every app's token of somebody away ("tokens.delete"). */
export const revokeTokens = async (api: VendorApi, userKey: string): Promise<void> => {
  const { body } = await api.get<Tokens>(tokensPath(userKey), { expect: Tokens, dispensable: true })
  for (const { clientId } of body.items ?? [])
    await orNull(api.request({ method: 'DELETE', path: `${tokensPath(userKey)}/${encodeURIComponent(clientId)}`, idempotent: true }))
}
