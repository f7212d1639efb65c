import { SAML, type SamlConfig, ValidateInResponseTo } from '@node-saml/node-saml'
import type { SamlSetUp } from '@rollcall/contract'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Context } from '../../../context.ts'
import { readSetting, type Setting, writeSetting } from '../../settings/index.ts'
import { filledIn } from '../providers/set-up-guide.ts'
import { samlGuides } from './guides.ts'
import { type KeyPair, makeKeyPair } from './make-key-pair.ts'
import type { SamlConfiguration } from './saml-provider.ts'

/** Where providers post their answers; also the second name that Rollcall goes by (CG-313, CG-336). */
export const acsUrl = (ctx: Context): string => `${ctx.publicUrl()}/login/saml`
export const logoutUrl = (ctx: Context): string => `${ctx.publicUrl()}/login/saml/logout`
export const entityIds = (ctx: Context): string[] => [ctx.publicUrl(), acsUrl(ctx)]

const keys: Setting<{ certificate: string; sealedKey: string } | null> = {
  name: 'sign-in.saml_keys',
  shape: z.object({ certificate: z.string(), sealedKey: z.string() }).nullable(),
  initial: null,
}
const keyPurpose = 'settings.saml_keys'

/** The key that Rollcall signs its requests with and that providers encrypt for; made when it is first asked for. */
export async function openKeys(ctx: Context): Promise<KeyPair> {
  const kept = (await readSetting(ctx, keys)) ?? (await keepKeys(ctx, await makeKeyPair('Rollcall', ctx.clock.now())))
  return { certificate: kept.certificate, privateKey: ctx.keyring.open(kept.sealedKey, keyPurpose) }
}

const keepKeys = (ctx: Context, { certificate, privateKey }: KeyPair) =>
  ctx.transaction(async () => {
    await sql`select pg_advisory_xact_lock(hashtext('sign-in.saml_keys'))`.execute(ctx.db)
    const present = await readSetting(ctx, keys)
    if (present !== null) return present
    const kept = { certificate, sealedKey: ctx.keyring.seal(privateKey, keyPurpose) }
    await writeSetting(ctx, keys, kept)
    return kept
  })

/** Seals the key anew when another one sealed it. Safe to repeat. */
export async function resealKeys(ctx: Context): Promise<void> {
  const kept = await readSetting(ctx, keys)
  if (kept !== null && ctx.keyring.isStale(kept.sealedKey))
    await writeSetting(ctx, keys, { ...kept, sealedKey: ctx.keyring.seal(ctx.keyring.open(kept.sealedKey, keyPurpose), keyPurpose) })
}

const ours = (ctx: Context, { privateKey, certificate }: KeyPair) =>
  ({
    callbackUrl: acsUrl(ctx),
    logoutCallbackUrl: logoutUrl(ctx),
    issuer: ctx.publicUrl(),
    privateKey,
    publicCert: certificate,
    decryptionPvk: privateKey,
    signatureAlgorithm: 'sha256',
    digestAlgorithm: 'sha256',
    identifierFormat: null,
    disableRequestedAuthnContext: true,
    wantAuthnResponseSigned: false,
    wantAssertionsSigned: false,
    // Times, audience, issuer, recipient and InResponseTo are judged by us, in one place and by the clock of the context.
    acceptedClockSkewMs: -1,
    audience: false,
    validateInResponseTo: ValidateInResponseTo.never,
  }) as const satisfies Partial<SamlConfig>

/** What builds our requests to a provider and checks its signatures, those made with `certificates` or with any that it has. */
export async function samlFor(
  ctx: Context,
  configuration: SamlConfiguration,
  more: { readonly certificates?: readonly string[]; readonly requestId?: string; readonly uncompressed?: boolean } = {},
): Promise<SAML> {
  const { signInUrl, logoutUrl: theirs, entityId, spEntityId, certificates } = configuration
  const { requestId, uncompressed = false } = more
  return new SAML({
    ...ours(ctx, await openKeys(ctx)),
    issuer: spEntityId === 'acs_url' ? acsUrl(ctx) : ctx.publicUrl(),
    entryPoint: signInUrl,
    // The redirect binding deflates (saml-bindings-2.0, section 3.4.4.1), the POST binding does not.
    skipRequestCompression: uncompressed,
    ...(theirs === null ? {} : { logoutUrl: theirs }),
    idpIssuer: entityId,
    idpCert: [...(more.certificates ?? certificates)],
    ...(requestId === undefined ? {} : { generateUniqueId: () => requestId }),
  })
}

/** Rollcall's own metadata, for providers that can read it. */
export async function writeMetadata(ctx: Context): Promise<string> {
  const pair = await openKeys(ctx)
  const saml = new SAML({ ...ours(ctx, pair), wantAssertionsSigned: true, idpCert: pair.certificate })
  return saml.generateServiceProviderMetadata(pair.certificate, pair.certificate)
}

/** What an admin copies into a provider. */
export async function describeServiceProvider(ctx: Context): Promise<SamlSetUp> {
  const ownValues = { entityId: ctx.publicUrl(), acsUrl: acsUrl(ctx), logoutUrl: logoutUrl(ctx), metadataUrl: `${acsUrl(ctx)}/metadata` }
  const guides = samlGuides.map(({ steps, ...guide }) => ({ ...guide, steps: filledIn(steps, ownValues) }))
  return { ...ownValues, certificate: (await openKeys(ctx)).certificate, guides }
}
