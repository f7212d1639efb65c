import type { ErasureMode } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import type { Subject } from '../../erasable.ts'
import { findUsersOfAddresses } from '../directory/index.ts'
import { findLoginsOfAddresses } from '../people/index.ts'
import { findNamesOfAddresses, findSharedNames } from './erasure.queries.ts'

/** Who has some addresses, as far as Rollcall knows. */
export interface Known extends Omit<Subject, 'id' | 'mode' | 'pseudonym' | 'address'> {
  /** Further addresses of the same users and logins. */
  readonly otherEmails: readonly string[]
  /** Users who may sign in still. */
  readonly activeUsers: readonly string[]
}

// A single word is too often an ordinary one to be replaced wherever it stands.
const isFullName = (name: string): boolean => /\S\s+\S/.test(name.trim()) && !name.includes('@')

export async function findKnown(ctx: Context, given: readonly string[]): Promise<Known> {
  const emails = [...new Set(given.map(email => email.trim().toLowerCase()))]
  const users = await findUsersOfAddresses(ctx.db, emails)
  const logins = await findLoginsOfAddresses(ctx.db, emails)
  const written = await findNamesOfAddresses(ctx.db, emails)
  const byFolded = new Map(
    [...users.map(({ name }) => name), ...logins.map(({ name }) => name), ...written].filter(isFullName).map(name => [name.trim().toLowerCase(), name.trim()]),
  )
  const names = [...byFolded.values()]
  const shared = new Set(await findSharedNames(ctx.db, names, emails))
  const addresses = [...users.flatMap(user => user.addresses), ...logins.flatMap(login => login.emails)]
  return {
    emails,
    names,
    soleNames: names.filter(name => !shared.has(name.toLowerCase())),
    userIds: users.map(({ id }) => id),
    loginIds: logins.map(({ id }) => id),
    otherEmails: [...new Set(addresses)].filter(address => !emails.includes(address)),
    activeUsers: users.filter(user => user.active).map(({ name }) => name),
  }
}

/** The same, with what takes its place. The number is the erasure's own, so that two who were erased are not mixed up. */
export function subjectOf(id: string, mode: ErasureMode, { emails, names, soleNames, userIds, loginIds }: Omit<Known, 'otherEmails' | 'activeUsers'>): Subject {
  const number = id.slice(0, 8)
  return { id, mode, emails, names, soleNames, userIds, loginIds, pseudonym: `Erased person ${number}`, address: `erased-${number}@erased.invalid` }
}
