import type { UserFields, UserImportRow } from '@rollcall/contract'
import type { Context } from '../../../context.ts'
import { Refused } from '../../../errors.ts'
import { type FindRole, openRoles } from '../find-role.ts'
import { openPower, type Power } from '../power.ts'
import { asRefusal } from '../refusal.ts'
import { adminRole } from '../role.ts'
import { grantsOf } from '../scim/users/grants-of.ts'
import { roleNameOf, type UserRecord } from '../scim/users/user-document.ts'
import { countOtherAdmins } from '../scim/users/user.queries.ts'
import { refuseOwn } from '../users/save-user.ts'
import { wishesByHand } from '../users/user-fields.ts'
import { departmentOf } from '../users/user-record.ts'
import { findNamed, type NewLineRow } from './import.queries.ts'
import { readWanted, type Head, type RowWanted } from './row-fields.ts'
import type { CsvRow } from '../../../csv/read-rows.ts'

const longestName = 256

/** Says of each row what it would do, many rows at a time, and changes nothing. */
export async function openJudge(ctx: Context, head: Head): Promise<(rows: readonly CsvRow[]) => Promise<NewLineRow[]>> {
  const [findRole, power] = [await openRoles(ctx.db), await openPower(ctx)]
  /** Whom which line speaks of. */
  const seen = new Map<string, number>()
  return async rows => {
    const read = rows.map(row => ({ row, ...readWanted(head, row.cells) }))
    const users = await findNamed(
      ctx.db,
      read.flatMap(each => ('wanted' in each ? [each.wanted.userName.toLowerCase()] : [])),
    )
    const judged: NewLineRow[] = []
    for (const each of read) {
      const { line } = each.row
      if ('refusal' in each) judged.push(refused(line, each.userName, each.refusal))
      else judged.push(await judge(ctx, { findRole, power, seen }, line, each.wanted, namesakes(users, each.wanted.userName)))
    }
    return judged
  }
}

/** Who has the user name; or else everybody who has it for an e-mail. */
function namesakes(users: readonly UserRecord[], name: string): UserRecord[] {
  const lower = name.toLowerCase()
  const named = users.filter(user => user.user_name.toLowerCase() === lower)
  return named.length > 0 ? named : users.filter(user => user.email.toLowerCase() === lower)
}

const refused = (line: number, userName: string, refusal: string): NewLineRow => ({
  line,
  user_name: userName.slice(0, longestName),
  verdict: 'refused',
  refusal,
  changes: [],
  wanted: {},
  user_id: null,
  version: null,
  outcome: 'skipped',
})

interface Bench {
  readonly findRole: FindRole
  readonly power: Power
  readonly seen: Map<string, number>
}

async function judge(ctx: Context, { findRole, power, seen }: Bench, line: number, given: RowWanted, users: readonly UserRecord[]): Promise<NewLineRow> {
  const [user = null, another] = users
  const userName = user?.user_name ?? given.userName
  const wanted = { ...given, userName }
  const before = seen.get(userName.toLowerCase())
  if (before !== undefined) return refused(line, userName, `Line ${before} speaks of ${userName} already. Leave one of the lines out.`)
  seen.set(userName.toLowerCase(), line)
  if (another !== undefined) return refused(line, userName, `Several users have the e-mail ${given.userName}. Name one by userName.`)
  try {
    if (wanted.role !== undefined) power.refuseRole(wanted.role)
    if (user !== null) await refuseChange(ctx, power, user, wanted)
    await grantsOf(findRole, user, wishesByHand(wanted, user))
  } catch (thrown) {
    const refusal = asRefusal(thrown)
    if (refusal instanceof Refused) return refused(line, userName, refusal.message)
    throw thrown
  }
  const changes = changesOf(user, wanted)
  const verdict = user === null ? 'created' : changes.length > 0 ? 'changed' : 'unchanged'
  return {
    line,
    user_name: userName,
    verdict,
    refusal: null,
    changes,
    wanted,
    user_id: user?.id ?? null,
    version: user?.version ?? null,
    outcome: verdict === 'unchanged' ? 'skipped' : 'waiting',
  }
}

async function refuseChange(ctx: Context, power: Power, user: UserRecord, wanted: RowWanted): Promise<void> {
  power.refuseUser(user)
  if (wanted.active === false && user.active) refuseOwn(ctx, user, 'deactivate')
  const losesAdmin =
    user.role === adminRole && user.active && (wanted.active === false || (wanted.role !== undefined && wanted.role.toLowerCase() !== adminRole))
  if (losesAdmin && (await countOtherAdmins(ctx.db, user.id)) === 0)
    throw new Refused('last_admin', `${user.user_name} is the last active admin of this workspace. Make somebody else an admin first.`)
}

const present: Record<keyof UserFields, (user: UserRecord) => readonly (string | null)[]> = {
  userName: user => [user.user_name],
  email: user => [user.email],
  name: user => [user.name],
  externalId: user => [user.external_id],
  title: user => [typeof user.attributes.title === 'string' ? user.attributes.title : null],
  department: user => [departmentOf(user)],
  active: user => [String(user.active)],
  role: user => [roleNameOf(user), user.role],
  licence: user => [user.licence],
  manager: user => [user.manager_email ?? user.manager_ref, user.manager_ref, user.manager_id],
}

/** Names of others mean the same whatever their case; one's own are taken as they are written. */
const loose = new Set<string>(['role', 'licence', 'manager'])

/** From what to what, field by field. */
function changesOf(user: UserRecord | null, wanted: RowWanted): UserImportRow['changes'] {
  return (Object.keys(present) as (keyof UserFields)[]).flatMap(field => {
    const value = wanted[field]
    if (value === undefined || value === null) return []
    const to = String(value)
    const [from = null, ...others] = user === null ? [null] : present[field](user)
    const same = [from, ...others].some(each => (loose.has(field) ? each?.toLowerCase() === to.toLowerCase() : each === to))
    return same ? [] : [{ field, from, to }]
  })
}
