import { randomBytes } from 'node:crypto'
import { Webhook as Signer } from 'standardwebhooks'
import type { Context } from '../../context.ts'
import type { WebhookRow } from './webhook.queries.ts'

const purpose = 'webhook'
const secretBytes = 32

/** A new secret in the form of Standard Webhooks, and how it is stored. */
export function makeSecret(ctx: Context): { readonly shown: string; readonly sealed: string } {
  const shown = `whsec_${randomBytes(secretBytes).toString('base64')}`
  return { shown, sealed: ctx.keyring.seal(shown, purpose) }
}

/**
 * The headers of one attempt (Standard Webhooks, "Webhook headers"). During a renewal both secrets sign, so that the receiver may change
 * whenever it suits.
 */
export function signedHeaders(ctx: Context, webhook: WebhookRow, id: string, body: string): Record<string, string> {
  const now = ctx.clock.now()
  const renewing = webhook.old_secret !== null && webhook.old_secret_ends_at !== null && webhook.old_secret_ends_at > now
  const secrets = [webhook.secret, ...(renewing && webhook.old_secret !== null ? [webhook.old_secret] : [])]
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': secrets.map(sealed => new Signer(ctx.keyring.open(sealed, purpose)).sign(id, now, body)).join(' '),
  }
}

/** The same secret under the present key. */
export const sealAnew = (ctx: Context, sealed: string): string => ctx.keyring.seal(ctx.keyring.open(sealed, purpose), purpose)
