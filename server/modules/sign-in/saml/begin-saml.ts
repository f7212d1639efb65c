import { z } from 'zod'
import type { Context } from '../../../context.ts'
import { Refused } from '../../../errors.ts'
import { hashSecret } from '../../../secrets.ts'
import { findProvider, insertRequest, type ProviderRow } from '../providers/provider.queries.ts'
import { localPath } from '../return-to.ts'
import { newMessageId } from './message-id.ts'
import { samlOf } from './saml-provider.ts'
import { samlFor } from './service-provider.ts'

const requestMinutes = 15
const Fields = z.record(z.string(), z.string())

export interface SamlBeginning {
  /** Known to the browser alone, as a cookie: an answer counts in the browser that asked. */
  readonly browserSecret: string
  readonly returnTo: string | undefined
  /** The admin who tries the provider out. */
  readonly testerId: string | null
}

/** A message on its way to a provider: an address to go to, or a form to post. */
export type SamlMessage = { readonly url: string } | { readonly action: string; readonly fields: Readonly<Record<string, string>> }

export const unknownProvider = () => new Refused('not_found', 'There is no such identity provider, or it is switched off. Ask an admin of this workspace.')

export async function samlProvider(ctx: Context, id: string): Promise<ProviderRow | undefined> {
  const row = await findProvider(ctx.db, id)
  return row?.protocol === 'saml' ? row : undefined
}

/** Begins a sign-in here (SP-initiated): the request is kept before it is sent, as it will be looked for in whichever process the answer arrives. */
export async function beginSaml(ctx: Context, providerId: string, { browserSecret, returnTo, testerId }: SamlBeginning): Promise<SamlMessage> {
  const row = await samlProvider(ctx, providerId)
  if (row === undefined || (!row.enabled && testerId === null)) throw unknownProvider()
  const configuration = samlOf(row)
  const id = newMessageId()
  await insertRequest(ctx.db, {
    id,
    provider_id: row.id,
    browser_hash: hashSecret(browserSecret),
    return_to: localPath(returnTo),
    tester_id: testerId,
    sealed: null,
    expires_at: new Date(ctx.clock.now().getTime() + requestMinutes * 60_000),
  })
  const isPost = configuration.signInBinding === 'post'
  const saml = await samlFor(ctx, configuration, { requestId: id, uncompressed: isPost })
  if (!isPost) return { url: await saml.getAuthorizeUrlAsync('', undefined, {}) }
  return { action: configuration.signInUrl, fields: Fields.parse(await saml.getAuthorizeMessageAsync('')) }
}
