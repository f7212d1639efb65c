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
    ({ id, name, scimHosts }) => id === row.connector || scimHosts.includes(new URL(row.base_url).hostname) || name.toLowerCase() === row.name.toLowerCase(),
  ) ?? null

const disagree = (facts: readonly ProfileFact[]): boolean => {
  const verdicts = facts.map(({ verdict }) => verdict)
  return verdicts.includes('yes') && verdicts.some(verdict => verdict === 'no' || verdict === 'partly')
}

function disputesOf(profile: AppProfile, rows: readonly ConnectionRow[]): ProfileDispute[] {
  const byTopic = Map.groupBy(
    profile.facts.filter(({ verdict }) => verdict !== null),
    ({ topic }) => topic,
  )
  const proof = rows.find(row => row.connector === 'scim' && row.state === 'working' && profile.scimHosts.includes(new URL(row.base_url).hostname))
  return [...byTopic]
    .filter(([, facts]) => disagree(facts))
    .map(([topic, facts]) => ({ topic, facts, settledBy: proof === undefined ? null : settledBy(proof) }))
}

const settledBy = ({ name, base_url, checked_at }: ConnectionRow) => ({
  connectionName: name,
  sentence: `${name} answers SCIM at ${base_url}${checked_at === null ? '' : `, as seen on ${checked_at.toISOString().slice(0, 10)}`}.`,
})
