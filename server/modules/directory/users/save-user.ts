import type { DirectoryUser, UserChange } from '@rollcall/contract'
import { type Context } from '../../../context.ts'
import { Refused } from '../../../errors.ts'
import { versionsIn } from '../etag.ts'
import { openPower, type Power } from '../power.ts'
import { refusingPlainly } from '../refusal.ts'
import type { WriteCall } from '../scim/call.ts'
import { addUser, changeUser, existing, removeUser, type Wanted } from '../scim/users/save-user.ts'
import { documentOf, type UserRecord } from '../scim/users/user-document.ts'
import { findNamesakes } from '../scim/users/user.queries.ts'
import { tellAudit } from '../tell-audit.ts'
import { documentWith, newDocument, wishesByHand } from './user-fields.ts'
import { userToApi } from './user-record.ts'

/** A write by a person, by hand, by file or by program; `ifMatch` is of the REST API's tags. */
export const callOf = (ctx: Context, ifMatch: string | null = null): WriteCall => ({ ctx, source: 'manual', ifMatch: versionsIn(ifMatch), ifNoneMatch: null })

export const readUser = (ctx: Context, id: string): Promise<DirectoryUser> => refusingPlainly(async () => userToApi(await existing(callOf(ctx), id, true)))

export async function createUser(ctx: Context, wanted: UserChange & { userName: string }): Promise<DirectoryUser> {
  const user = await enterUser(ctx, await openPower(ctx), wanted)
  await tellAudit(ctx)
  return user
}

export async function updateUser(ctx: Context, id: string, change: UserChange, ifMatch: string | null): Promise<DirectoryUser> {
  const user = (await alterUser(ctx, await openPower(ctx), id, wantedOf(change), versionsIn(ifMatch))).user
  await tellAudit(ctx)
  return user
}

export async function deleteUser(ctx: Context, id: string, ifMatch: string | null): Promise<void> {
  await dropUser(ctx, await openPower(ctx), id, versionsIn(ifMatch))
  await tellAudit(ctx)
}

/** Refuses with `not_found` or `not_allowed`. */
export async function refuseToChange(ctx: Context, id: string): Promise<void> {
  const [row, power] = [await refusingPlainly(() => existing(callOf(ctx), id, false)), await openPower(ctx)]
  power.refuseUser(row)
}

/** As `createUser`, but the audit log is told later, of many at once. */
export function enterUser(ctx: Context, power: Power, wanted: UserChange & { userName: string }): Promise<DirectoryUser> {
  return refusingPlainly(async () => {
    if (wanted.role !== undefined) power.refuseRole(wanted.role)
    const user = await addUser(callOf(ctx), { document: newDocument(wanted), wishes: wishesByHand(wanted, null) })
    if (user === null) throw await nameTaken(ctx, wanted.userName, wanted.externalId ?? null)
    return userToApi(user)
  })
}

/** How a user is to be, from how they are; asked again when somebody else writes at the same time. */
export type Alteration = (row: UserRecord, power: Power) => Wanted

export const wantedOf =
  (change: UserChange): Alteration =>
  (row, power) => {
    if (change.role !== undefined) power.refuseRole(change.role)
    return { document: documentWith(documentOf(row), change), wishes: wishesByHand(change, row) }
  }

/** As `updateUser`, but the audit log is told later, of many at once. */
export function alterUser(
  ctx: Context,
  power: Power,
  id: string,
  alteration: Alteration,
  ifMatch: string | null,
): Promise<{ user: DirectoryUser; version: number }> {
  return refusingPlainly(async () => {
    const { after } = await changeUser(callOf(ctx, ifMatch), id, true, row => {
      power.refuseUser(row)
      const wanted = alteration(row, power)
      if (wanted.document.active === false && row.active) refuseOwn(ctx, row, 'deactivate')
      return wanted
    })
    return { user: userToApi(after), version: after.version }
  })
}

/** As `deleteUser`, but the audit log is told later, of many at once. */
export function dropUser(ctx: Context, power: Power, id: string, ifMatch: string | null): Promise<void> {
  return refusingPlainly(() =>
    removeUser(callOf(ctx, ifMatch), id, row => {
      power.refuseUser(row)
      refuseOwn(ctx, row, 'delete')
    }),
  )
}

export function refuseOwn({ actor }: Context, row: UserRecord, what: 'deactivate' | 'delete'): void {
  const own = actor.kind === 'user' ? actor.id : actor.kind === 'token' ? actor.userId : null
  if (own === row.id) throw new Refused('own_account', `${row.user_name} is your own account: you cannot ${what} yourself. Ask another admin.`)
}

async function nameTaken(ctx: Context, userName: string, externalId: string | null): Promise<Refused> {
  const [taken] = await findNamesakes(ctx.db, userName, externalId)
  if (taken === undefined || taken.active) return new Refused('conflict', `There is a user with the user name ${userName} already.`, { at: 'userName' })
  return new Refused('conflict', `${taken.user_name} is there already and deactivated. Reactivate this user instead (${taken.id}).`, { at: 'userName' })
}
