import type { Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import type { Standing } from './finding.ts'
import { adminRole, keepsAnAdmin } from './standing.queries.ts'

interface Owned {
  readonly userName: string
  readonly where: string
  readonly addresses: readonly string[]
}

/** Nobody decides on their own account, or on one that is made for them: the sentence that says so, or null. */
export function ownAccountAmong({ actor }: Context, logins: readonly Owned[]): string | null {
  if (actor.kind !== 'user') return null
  const own = logins.find(({ addresses }) => addresses.includes(actor.email.toLowerCase()))
  return own === undefined ? null : `${own.userName} in ${own.where} is your own account. Someone else has to make and approve a plan for it.`
}

export function refuseOwnAccount(ctx: Context, logins: readonly Owned[]): void {
  const own = ownAccountAmong(ctx, logins)
  if (own !== null) throw new Refused('own_account', own)
}

const administrators = new RegExp(adminRole, 'i')

/** Its role is that of an administrator of its app. */
export const isAdministrator = ({ role }: Pick<Standing, 'role'>): boolean => administrators.test(role ?? '')

/** Why these accounts may not all go: an app without an administrator locks everyone out. Null when every app keeps one. */
export async function lastAdminAmong(ctx: Context, standings: readonly Standing[]): Promise<string | null> {
  const admins = standings.filter(isAdministrator)
  for (const [connectionId, [last]] of Map.groupBy(admins, standing => standing.connectionId)) {
    const leaving = standings.filter(standing => standing.connectionId === connectionId).map(standing => standing.accountId)
    if (last !== undefined && !(await keepsAnAdmin(ctx.db, connectionId, leaving)))
      return `${last.userName} is the last active administrator of ${last.app.source}. Give the role to someone else first.`
  }
  return null
}
