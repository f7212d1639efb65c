import { createHash, createPublicKey, X509Certificate } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { assertedHeader, issueToken, verifiedClaims } from '../core/index.ts'
import type { World } from '../core/index.ts'
import type { EntraOptions, State } from './state.ts'

/** `/{tenant}/oauth2/v2.0/token` for client credentials, with a secret or a certificate ("certificate credentials"). */
export const tokenRoute = (app: FastifyInstance, world: World<State>, { tenantId, apps }: EntraOptions): void => {
  app.post<{ Params: { tenant: string } }>('/:tenant/oauth2/v2.0/token', async (request, reply) => {
    const form = (request.body ?? {}) as Record<string, string>
    const no = (status: number, error: string, error_description: string) => reply.status(status).send({ error, error_description })
    if (request.params.tenant !== tenantId) return no(400, 'invalid_request', `AADSTS90002: Tenant '${request.params.tenant}' not found.`)
    if (form.grant_type !== 'client_credentials') return no(400, 'unsupported_grant_type', 'AADSTS70003: The grant type is not supported.')
    if (form.scope !== `http://${request.host}/.default`)
      return no(400, 'invalid_scope', 'AADSTS70011: The provided value for the input parameter scope is not valid.')
    const registered = apps[form.client_id ?? '']
    if (registered === undefined) return no(400, 'unauthorized_client', 'AADSTS700016: Application was not found in the directory.')
    const bySecret = registered.secret !== undefined && registered.secret === form.client_secret
    if (!bySecret && !signedBy(registered.certificate, form, `http://${request.host}${request.url}`, world.now()))
      return no(401, 'invalid_client', 'AADSTS7000215: Invalid client secret provided.')
    return issueToken(world.state.issued, registered.permissions, world.now())
  })
}

/** An assertion by the app itself, with PSS padding, that names its certificate by the thumbprint. */
const signedBy = (certificate: string | undefined, form: Record<string, string>, audience: string, now: Date): boolean => {
  const assertion = form.client_assertion
  if (certificate === undefined || assertion === undefined) return false
  if (form.client_assertion_type !== 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer') return false
  const thumbprint = createHash('sha256').update(new X509Certificate(certificate).raw).digest('base64url')
  const header = assertedHeader(assertion)
  if (header.alg !== 'PS256' || header['x5t#S256'] !== thumbprint) return false
  const publicKey = createPublicKey(certificate).export({ type: 'spki', format: 'pem' }).toString()
  const claims = verifiedClaims(assertion, publicKey, [audience], now)
  return claims !== null && claims.iss === form.client_id && claims.sub === form.client_id && typeof claims.jti === 'string'
}
