import type { Credentials } from './auth.ts'
import type { Connector } from './connector.ts'
import { consentUrl, requestTokens } from './oauth.ts'
import { redactor } from './redact.ts'
import { authMethod } from './signer.ts'
import type { VendorApiOptions } from './vendor-api.ts'
import { VendorError } from './vendor-error.ts'
import { openWire } from './wire.ts'

type Consent = { connector: Connector; baseUrl: string; auth: string; credentials: Credentials; redirectUri: string }

/** Where to send the person for consent. Keep `verifier` beside `state` until the vendor comes back. */
export const beginConsent = ({ connector, auth, ...options }: Consent & { state: string }): { url: string; verifier: string } =>
  consentUrl(connector, authMethod(connector.auth, auth), { ...options, baseUrl: options.baseUrl.replace(/\/+$/, '') })

/** Exchanges the code that the vendor came back with, and hands the tokens to their keeper. */
export const finishConsent = async (options: Omit<VendorApiOptions, 'recorder'> & { redirectUri: string; code: string; verifier: string }): Promise<void> => {
  const { connector, credentials, ports, code, verifier, redirectUri } = options
  const { grant, fields } = authMethod(connector.auth, options.auth)
  if (grant === undefined) throw new VendorError('refused', `${connector.name} does not sign in by consent with this choice.`)
  const secrets = fields.filter(field => field.secret).map(field => credentials[field.name] ?? '')
  const wire = openWire(ports.allowPrivate, options.timeouts)
  try {
    const endpoint = {
      connector,
      grant,
      baseUrl: options.baseUrl.replace(/\/+$/, ''),
      credentials,
      wire,
      redact: redactor([...secrets, code, verifier]),
      ports,
    }
    const tokens = await requestTokens(endpoint, { grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier })
    await ports.tokens.exclusively(() => ports.tokens.write(tokens))
  } finally {
    await wire.close()
  }
}
