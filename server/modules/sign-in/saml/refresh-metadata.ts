import type { Context } from '../../../context.ts'
import { as } from '../../../context.ts'
import { Refused } from '../../../errors.ts'
import { record } from '../../audit/index.ts'
import { claimMetadataRead, findProvider, findProviders, type ProviderRow, updateProvider } from '../providers/provider.queries.ts'
import { fetchMetadata } from './fetch-metadata.ts'
import { type SamlConfiguration, samlOf } from './saml-provider.ts'

/** Whoever sends what is signed by somebody else has us ask no more often than this. */
const outOfTurnMilliseconds = 5 * 60_000

/** Reads again the metadata of every provider that has an address for it. */
export async function refreshMetadata(ctx: Context): Promise<void> {
  for (const row of await findProviders(ctx.db)) if (row.protocol === 'saml' && samlOf(row).metadataUrl !== null) await refreshOne(ctx, row.id)
}

/**
 * Takes over the certificates and addresses that the metadata names now, so that a provider which rolls its certificate over is followed
 * while it names the old and the new one. What cannot be read changes nothing but the reason that is shown.
 */
export async function refreshOne(ctx: Context, id: string): Promise<void> {
  const before = await findProvider(ctx.db, id)
  if (before === undefined || before.protocol !== 'saml') return
  const { metadataUrl, entityId } = samlOf(before)
  if (metadataUrl === null) return
  const read = await fetchMetadata(ctx, metadataUrl).catch((thrown: unknown) => {
    if (thrown instanceof Refused) return thrown.message
    throw thrown
  })
  const found =
    typeof read !== 'string' && read.entityId !== entityId
      ? `The metadata is that of ${read.entityId} now, and not of ${entityId}. Nothing was taken from it.`
      : read
  await ctx.transaction(async () => {
    const row = await findProvider(ctx.db, id)
    const present = row === undefined ? null : samlOf(row)
    // An admin may have changed the address meanwhile.
    if (present === null || present.metadataUrl !== metadataUrl) return
    const next: SamlConfiguration =
      typeof found === 'string'
        ? { ...present, metadataProblem: found }
        : { ...present, ...found, metadataProblem: null, metadataReadAt: ctx.clock.now().toISOString() }
    await updateProvider(ctx.db, id, { configuration: JSON.stringify(next) })
    if (next.certificates.toSorted().join() !== present.certificates.toSorted().join())
      await record(as(ctx, { kind: 'system', name: 'refresh-metadata', permissions: [] }), 'identity_provider.certificates_changed', id, {
        name: row?.name,
        certificates: next.certificates.length,
      })
  })
}

/**
 * The certificates that a provider has taken on since its row was read. Its metadata is read for that out of turn, at most once in five minutes
 * among all processes: a provider that rolled its certificate over unannounced keeps nobody out until the next turn.
 */
export async function newCertificates(ctx: Context, before: ProviderRow): Promise<string[]> {
  const { metadataUrl, entityId, certificates: known } = samlOf(before)
  if (metadataUrl === null) return []
  const now = ctx.clock.now()
  if (await claimMetadataRead(ctx.db, before.id, now, new Date(now.getTime() - outOfTurnMilliseconds))) await refreshOne(ctx, before.id)
  const row = await findProvider(ctx.db, before.id)
  const present = row === undefined ? null : samlOf(row)
  return present?.entityId === entityId ? present.certificates.filter(each => !known.includes(each)) : []
}
