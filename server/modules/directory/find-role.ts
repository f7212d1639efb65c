import type { Db } from '../../db/database.ts'
import { findRoles } from './directory.queries.ts'
import { builtInRoles, type Licence, licences } from './role.ts'

/** The id of a role by the name people use, whatever its case, or by the id itself; or the names there are. */
export type FindRole = (name: string) => Promise<{ id: string } | { known: string[] }>

const among = (roles: readonly { id: string; name: string }[], wanted: string) =>
  roles.find(role => role.name.toLowerCase() === wanted) ?? roles.find(role => role.id === wanted)

export const roleNamed =
  (db: Db): FindRole =>
  async name => {
    const wanted = name.trim().toLowerCase()
    const builtIn = among(builtInRoles, wanted)
    if (builtIn !== undefined) return { id: builtIn.id }
    const custom = await findRoles(db)
    const found = among(custom, wanted)
    return found === undefined ? { known: [...builtInRoles, ...custom].map(role => role.name) } : { id: found.id }
  }

/** The same over roles that are read once, for many questions. */
export async function openRoles(db: Db): Promise<FindRole> {
  const all = [...builtInRoles, ...(await findRoles(db))]
  return async name => among(all, name.trim().toLowerCase()) ?? { known: all.map(role => role.name) }
}

export const licenceNamed = (name: string): Licence | null => licences.find(licence => licence === name.trim().toLowerCase()) ?? null
