import type { Db } from '../../db/database.ts'
import { findRoles } from './directory.queries.ts'
import { builtInRoles, type Licence, licences } from './role.ts'

/** The id of a role by the name people use, whatever its case; or the names there are. */
export async function roleNamed(db: Db, name: string): Promise<{ id: string } | { known: string[] }> {
  const wanted = name.trim().toLowerCase()
  const builtIn = builtInRoles.find(role => role.name.toLowerCase() === wanted)
  if (builtIn !== undefined) return { id: builtIn.id }
  const custom = await findRoles(db)
  const found = custom.find(role => role.name.toLowerCase() === wanted)
  return found === undefined ? { known: [...builtInRoles, ...custom].map(role => role.name) } : { id: found.id }
}

export const licenceNamed = (name: string): Licence | null => licences.find(licence => licence === name.trim().toLowerCase()) ?? null
