import { profiles } from '@rollcall/connectors/profiles'
import type { App, AppProfile, ProfileDispute, ProfileFact } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { type ConnectionRow, findConnections } from './connection.queries.ts'

/** Each profile with what its sources do not agree on. Where a connection of this workspace has proved one of them right, that settles it. */
export async function listApps(ctx: Context): Promise<App[]> {
  const rows = await findConnections(ctx.db)
  return profiles.map(profile => ({ ...profile, disputes: disputesOf(profile, rows) }))
}

/** What is known of the app of a connection: by its connector, its host or its name. Null for an app without a profile. */
export const profileOf = (row: Pick<ConnectionRow, 'connector' | 'name' | 'base_url'>): AppProfile | null =>
  profiles.find(
    ({ id, name, scimHosts }) =>
      id === row.connector || scimHosts.includes(URL.parse(row.base_url)?.hostname ?? '') || name.toLowerCase() === row.name.toLowerCase(),
  ) ?? null
/** What documents say of SCIM in an app, and a connection of this workspace shows not to be so. */
export async function findDisprovedFacts(ctx: Context): Promise<{ connectionId: string; app: string; says: string; proof: string }[]> {
  const rows = await findConnections(ctx.db)
  return profiles.flatMap(profile => {
    const proof = proofOf(profile, rows)
    if (proof === undefined) return []
    return profile.facts
      .filter(({ topic, verdict }) => topic === 'scim' && verdict === 'no')
      .map(({ statement, source }) => {
        const { title, date } = profile.sources.find(({ id }) => id === source) ?? { title: source, date: null }
        const says = `${title}${date === null ? '' : ` (${date})`} says of ${profile.name}: “${statement}”`
        return { connectionId: proof.id, app: profile.name, says, proof: settledBy(proof).sentence }
      })
  })
}

const proofOf = ({ scimHosts }: AppProfile, rows: readonly ConnectionRow[]): ConnectionRow | undefined =>
  rows.find(row => row.connector === 'scim' && row.state === 'working' && scimHosts.includes(URL.parse(row.base_url)?.hostname ?? ''))

const disagree = (facts: readonly ProfileFact[]): boolean => {
  const verdicts = facts.map(({ verdict }) => verdict)
  return verdicts.includes('yes') && verdicts.some(verdict => verdict === 'no' || verdict === 'partly')
}

function disputesOf(profile: AppProfile, rows: readonly ConnectionRow[]): ProfileDispute[] {
  const byTopic = Map.groupBy(
    profile.facts.filter(({ verdict }) => verdict !== null),
    ({ topic }) => topic,
  )
  const proof = proofOf(profile, rows)
  return [...byTopic]
    .filter(([, facts]) => disagree(facts))
    .map(([topic, facts]) => ({ topic, facts, settledBy: proof === undefined ? null : settledBy(proof) }))
}

const settledBy = ({ name, base_url, checked_at }: ConnectionRow) => ({
  connectionName: name,
  sentence: `${name} answers SCIM at ${base_url}${checked_at === null ? '' : `, as seen on ${checked_at.toISOString().slice(0, 10)}`}.`,
})
