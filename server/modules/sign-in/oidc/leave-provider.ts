import * as openid from 'openid-client'
import { z } from 'zod'
import type { Context } from '../../../context.ts'
import type { ProviderRow } from '../providers/provider.queries.ts'
import { sessionPurpose, signedOutUrl } from './oidc-provider.ts'
import { openClient } from './open-client.ts'

const Detail = z.object({ idToken: z.string() })

/**
 * Where a browser ends its session at the provider, too (OpenID Connect RP-Initiated Logout 1.0), or null where that is not possible: whoever
 * wants to leave is never kept by a provider that does not answer.
 */
export async function leaveProvider(ctx: Context, row: ProviderRow, detail: unknown): Promise<string | null> {
  try {
    const client = await openClient(ctx, row)
    if (client.serverMetadata().end_session_endpoint === undefined) return null
    const { idToken } = Detail.parse(detail)
    return openid.buildEndSessionUrl(client, {
      id_token_hint: ctx.keyring.open(idToken, sessionPurpose),
      post_logout_redirect_uri: signedOutUrl(ctx),
    }).href
  } catch (cause) {
    ctx.log.warn({ err: cause, provider: row.name }, 'signed out here only')
    return null
  }
}
