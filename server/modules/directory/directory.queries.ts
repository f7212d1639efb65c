import { randomUUID } from 'node:crypto'
import type { Permission } from '@rollcall/contract'
import { type Selectable, sql, type Updateable } from 'kysely'
import type { Db } from '../../db/database.ts'
import { unruled } from './access/grants-by-rule.ts'
import type { DirectoryTables } from './directory.tables.ts'
import { adminRole } from './role.ts'
import { columnsOf, emailRows } from './scim/users/user-document.ts'
import { insertRecord } from './scim/users/user.queries.ts'

/** A user, with what a custom role of theirs may do. */
export type UserRow = Selectable<DirectoryTables['users']> & { custom_role: string | null; custom_permissions: Permission[] | null }

const users = (db: Db) =>
  db
    .selectFrom('users')
    .leftJoin('roles', join => join.on(sql`roles.id::text`, '=', sql.ref('users.role')))
    .selectAll('users')
    .select(['roles.name as custom_role', 'roles.permissions as custom_permissions'])
    .where('users.deleted_at', 'is', null)

export const findUser = (db: Db, id: string): Promise<UserRow | undefined> => users(db).where('users.id', '=', id).executeTakeFirst()

/** Whose user name or e-mail this is; nobody when several share the e-mail, as it is then not known who is meant. */
export async function findUserByEmail(db: Db, email: string): Promise<UserRow | undefined> {
  const found = await users(db)
    .where(sql<boolean>`((lower(users.user_name) collate "C") = lower(${email}) or lower(users.email) = lower(${email}))`)
    .limit(3)
    .execute()
  return found.find(user => user.user_name.toLowerCase() === email.toLowerCase()) ?? (found.length === 1 ? found[0] : undefined)
}

/** The admins who are active. */
export const findAdmins = (db: Db): Promise<UserRow[]> =>
  users(db).where('users.role', '=', adminRole).where('users.active', '=', true).orderBy('users.name').orderBy('users.id').execute()

/** One address of each domain that users have. */
export const findUserEmails = (db: Db) =>
  db
    .selectFrom('users')
    .select('email')
    .distinctOn(sql`lower(split_part(email, '@', 2))`)
    .where('deleted_at', 'is', null)
    .execute()

/** Whether they may act, and that it stays so until the transaction ends: a deactivation waits for what was begun before it. */
export const holdActiveUser = async (db: Db, id: string): Promise<boolean> =>
  (await db.selectFrom('users').select('id').where('id', '=', id).where('active', '=', true).where('deleted_at', 'is', null).forShare().executeTakeFirst()) !==
  undefined

export const countUsers = async (db: Db): Promise<number> =>
  (
    await db
      .selectFrom('users')
      .select(eb => eb.fn.countAll<number>().as('count'))
      .where('deleted_at', 'is', null)
      .executeTakeFirstOrThrow()
  ).count

/** Makes an admin by hand; identity providers see them as any other user. */
export async function insertUser(db: Db, row: { email: string; name: string; password_hash: string; created_at: Date }): Promise<UserRow> {
  const [givenName = row.name, ...rest] = row.name.split(' ')
  const document = {
    userName: row.email,
    displayName: row.name,
    name: { formatted: row.name, givenName, familyName: rest.join(' ') || givenName },
    emails: [{ value: row.email, type: 'work', primary: true }],
  }
  const id = randomUUID()
  const grants = {
    role: adminRole,
    role_source: 'manual',
    licence: 'recorder',
    licence_source: 'default',
    manager_ref: null,
    manager_source: 'default',
    withheld: {},
    ...unruled,
  } as const
  const user = { ...columnsOf(document), ...grants, id, password_hash: row.password_hash, emails: emailRows(document.emails) }
  await insertRecord(db, user, { at: row.created_at, actor: row.email, action: 'user.created', detail: { userName: row.email, role: adminRole } })
  return users(db).where('users.id', '=', id).executeTakeFirstOrThrow()
}

export async function updateUser(db: Db, id: string, change: Updateable<DirectoryTables['users']>): Promise<UserRow> {
  await db.updateTable('users').set(change).where('id', '=', id).execute()
  return users(db).where('users.id', '=', id).executeTakeFirstOrThrow()
}

export const insertRole = (db: Db, row: { name: string; permissions: Permission[]; created_at: Date }) =>
  db.insertInto('roles').values(row).returningAll().executeTakeFirstOrThrow()

export const findRoles = (db: Db) => db.selectFrom('roles').selectAll().orderBy('name').execute()
