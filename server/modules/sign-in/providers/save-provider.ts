import type { Call, createIdentityProvider, IdentityProvider, SamlWritten, updateIdentityProvider } from '@rollcall/contract'
import type { Context } from '../../../context.ts'
import { errorCodeOf, Refused } from '../../../errors.ts'
import { record } from '../../audit/index.ts'
import { tell } from '../../webhooks/index.ts'
import { refuseWithoutWayIn } from '../break-glass.ts'
import { configureOidc } from '../oidc/configure-oidc.ts'
import { oidcOf, toOidcSettings } from '../oidc/oidc-provider.ts'
import { configureSaml } from '../saml/configure-saml.ts'
import { type SamlConfiguration, samlOf, toSettings } from '../saml/saml-provider.ts'
import {
  deleteProvider,
  deleteSubjects,
  findProvider,
  findProviders,
  insertProvider,
  type ProviderRow,
  replaceDomains,
  updateProvider,
} from './provider.queries.ts'

export const noProvider = () => new Refused('not_found', 'There is no identity provider with this id.')

const toApi = (row: ProviderRow): IdentityProvider => ({
  id: row.id,
  name: row.name,
  protocol: row.protocol,
  guide: row.guide,
  domains: row.domains,
  enabled: row.enabled,
  enforced: row.enforced,
  makesUsers: row.makes_users,
  saml: row.protocol === 'saml' ? toSettings(samlOf(row)) : null,
  oidc: row.protocol === 'oidc' ? toOidcSettings(row) : null,
  createdAt: row.created_at.toISOString(),
  lastSignInAt: row.last_sign_in_at?.toISOString() ?? null,
})

export async function openProvider(ctx: Context, id: string): Promise<ProviderRow> {
  const row = await findProvider(ctx.db, id)
  if (row === undefined) throw noProvider()
  return row
}

export const listProviders = async (ctx: Context): Promise<IdentityProvider[]> => (await findProviders(ctx.db)).map(toApi)

export const readProvider = async (ctx: Context, id: string): Promise<IdentityProvider> => toApi(await openProvider(ctx, id))

/** A provider that begins a sign-in is known by its entity id. */
async function refuseNamesake(ctx: Context, id: string | null, { entityId }: SamlConfiguration): Promise<void> {
  const other = (await findProviders(ctx.db)).find(row => row.id !== id && row.protocol === 'saml' && samlOf(row).entityId === entityId)
  if (other !== undefined)
    throw new Refused('conflict', `${other.name} is set up with the entity ID ${entityId} already. Change that one.`, { at: 'saml.entityId' })
}

export async function createProvider(ctx: Context, body: Call<typeof createIdentityProvider>['body']): Promise<IdentityProvider> {
  const configured = body.protocol === 'saml' ? { ...(await configuredSaml(ctx, body.saml, null)), secrets: null } : await configureOidc(ctx, body.oidc, null)
  return ctx.transaction(async () => {
    const { name, protocol, guide, enabled, makesUsers, domains } = body
    const { id } = await insertProvider(ctx.db, {
      name,
      protocol,
      guide,
      enabled,
      makes_users: makesUsers,
      ...configured,
      created_at: ctx.clock.now(),
      last_sign_in_at: null,
    }).catch(refuseTaken('name'))
    await replaceDomains(ctx.db, id, [...new Set(domains)]).catch(refuseTaken('domains'))
    await tell(ctx, { type: 'identity_provider.created', subject: id, name })
    await record(ctx, 'identity_provider.created', id, { name, protocol, domains })
    return readProvider(ctx, id)
  })
}

export async function changeProvider(ctx: Context, id: string, body: Call<typeof updateIdentityProvider>['body']): Promise<IdentityProvider> {
  const row = await openProvider(ctx, id)
  const configured = await reconfigure(ctx, body, row)
  return ctx.transaction(async () => {
    const { name, guide, enabled, makesUsers, domains, enforced } = body
    if (enforced === true) await refuseWithoutWayIn(ctx)
    await updateProvider(ctx.db, id, {
      name: name ?? row.name,
      guide: guide ?? row.guide,
      enabled: enabled ?? row.enabled,
      makes_users: makesUsers ?? row.makes_users,
      enforced: enforced ?? row.enforced,
      ...configured,
    }).catch(refuseTaken('name'))
    if (domains !== undefined) await replaceDomains(ctx.db, id, [...new Set(domains)]).catch(refuseTaken('domains'))
    // The subjects of one issuer mean nothing at another.
    if (row.protocol === 'oidc' && body.oidc?.issuer !== undefined && body.oidc.issuer !== oidcOf(row).issuer) await deleteSubjects(ctx.db, id)
    const { saml, oidc, ...plain } = body
    const fields = [saml, oidc].flatMap(each => Object.keys(each ?? {}))
    const switched = { name, enabled, enforced }
    const changes = Object.fromEntries(
      (['name', 'enabled', 'enforced'] as const).flatMap(key =>
        switched[key] === undefined || switched[key] === row[key] ? [] : [[key, { from: row[key], to: switched[key] }]],
      ),
    )
    await tell(ctx, { type: 'identity_provider.updated', subject: id, name: name ?? row.name, changes })
    await record(ctx, 'identity_provider.changed', id, { name: row.name, ...plain, ...(fields.length === 0 ? {} : { fields }) })
    return readProvider(ctx, id)
  })
}

/** What becomes of the part that differs by protocol; nothing when it was left out. */
async function reconfigure(ctx: Context, { saml, oidc }: Call<typeof updateIdentityProvider>['body'], row: ProviderRow) {
  if (row.protocol === 'oidc') return oidc === undefined ? {} : configureOidc(ctx, oidc, row)
  return saml === undefined ? {} : configuredSaml(ctx, saml, row)
}

async function configuredSaml(ctx: Context, saml: SamlWritten, row: ProviderRow | null): Promise<{ configuration: string }> {
  const configured = await configureSaml(ctx, saml, row === null ? null : samlOf(row))
  await refuseNamesake(ctx, row?.id ?? null, configured)
  return { configuration: JSON.stringify(configured) }
}

export const removeProvider = (ctx: Context, id: string): Promise<void> =>
  ctx.transaction(async () => {
    const row = await openProvider(ctx, id)
    await deleteProvider(ctx.db, id)
    await tell(ctx, { type: 'identity_provider.deleted', subject: id, name: row.name })
    await record(ctx, 'identity_provider.deleted', id, { name: row.name })
  })

const refuseTaken =
  (at: 'name' | 'domains') =>
  (thrown: unknown): never => {
    if (errorCodeOf(thrown) !== '23505') throw thrown
    throw at === 'domains'
      ? new Refused('conflict', 'Another identity provider answers for one of these domains. Take it away there first.', { at })
      : new Refused('conflict', 'There is an identity provider of this name already. Choose another name.', { at })
  }
