import type { DirectoryEvent, DirectoryUser, Group, GroupMember, GrantSource, Role, UserChange, UserImport, UserImportRow } from '@rollcall/contract'
import { permissions } from '@rollcall/contract'
import { ago, day, hour, id } from './ids.ts'

const builtIn = (roleId: string, name: string, may: Role['permissions'], users: number): Role => ({
  id: roleId,
  name,
  permissions: may,
  builtIn: true,
  users,
  etag: '"1-0a0a0a0a"',
})

export const roles: Role[] = [
  builtIn('rep-ae', 'Rep (AE/Other)', ['self', 'calls:read', 'calls:write'], 21),
  builtIn('manager-ae', 'Manager (AE/Other)', ['self', 'calls:read', 'calls:write', 'trackers:write'], 6),
  builtIn('enablement', 'Enablement/Leadership', ['self', 'calls:read', 'calls:write', 'trackers:write', 'people:read'], 2),
  builtIn('admin', 'Admin', [...permissions], 2),
  { id: id('role', 1), name: 'Coach', permissions: ['self', 'calls:read', 'trackers:write'], builtIn: false, users: 4, etag: '"2-0b0b0b0b"' },
]

const roleOf = (roleId: string, source: GrantSource) => ({ id: roleId, name: roles.find(role => role.id === roleId)?.name ?? roleId, source })

const userOf = (index: number, name: string, roleId: string, source: GrantSource, rest: Partial<DirectoryUser> = {}): DirectoryUser => ({
  id: id('user', index),
  userName: `${name.toLowerCase().replaceAll(' ', '.')}@northbeam.example`,
  externalId: source === 'manual' ? null : `00u${index}`,
  email: `${name.toLowerCase().replaceAll(' ', '.')}@northbeam.example`,
  name,
  title: 'Account Executive',
  department: 'Sales',
  active: true,
  status: 'active',
  role: roleOf(roleId, source),
  licence: { value: 'recorder', source: source === 'manual' ? 'default' : source },
  manager: { id: id('user', 2), name: 'Tom Becker', ref: 'tom.becker@northbeam.example', source: source === 'manual' ? 'manual' : 'scim' },
  groups: [{ id: id('group', 0), name: 'Sales EMEA' }],
  createdAt: ago(90 * day),
  modifiedAt: ago(3 * day),
  lastSignInAt: ago((index + 1) * 7 * hour),
  etag: `"${index + 1}-0c0c0c0c"`,
  ...rest,
})

export const firstUser = userOf(0, 'Ana Ruiz', 'rep-ae', 'scim')
const nobody: DirectoryUser['manager'] = { id: null, name: null, ref: null, source: 'default' }

export const users: DirectoryUser[] = [
  firstUser,
  userOf(1, 'Mara Lindqvist', 'admin', 'manual', { title: 'Revenue operations', department: 'Operations', manager: nobody, groups: [] }),
  userOf(2, 'Tom Becker', 'manager-ae', 'pinned', { title: 'Head of sales', manager: nobody }),
  userOf(3, 'Priya Natarajan', 'rep-ae', 'scim', {
    status: 'staged',
    lastSignInAt: null,
    manager: { id: null, name: null, ref: 'new.boss@northbeam.example', source: 'scim' },
  }),
  userOf(4, 'Jonas Weber', 'enablement', 'jit', { status: 'inactive', active: false, licence: { value: 'listener', source: 'manual' } }),
  userOf(5, 'Lea Fontaine', id('role', 1), 'manual'),
]

/** A user after an edit, as far as the console shows it. */
export const changedUser = (user: DirectoryUser, { role, pin, unpin, active }: UserChange): DirectoryUser => ({
  ...user,
  ...(active === undefined ? {} : { active, status: active ? 'active' : 'inactive' }),
  role: {
    ...(role === undefined ? user.role : roleOf(role, 'manual')),
    ...(pin?.includes('role') ? { source: 'pinned' } : unpin?.includes('role') ? { source: 'scim' } : {}),
  },
})

export const userEvents: DirectoryEvent[] = [
  {
    sequence: 92,
    at: ago(3 * day),
    actor: 'mara.lindqvist@northbeam.example',
    action: 'user.updated',
    detail: { userName: firstUser.userName, changed: ['role', 'role_source'], role: { from: 'manager-ae', to: 'rep-ae' } },
  },
  { sequence: 71, at: ago(9 * day), actor: 'token(Okta)', action: 'user.reactivated', detail: { userName: firstUser.userName, changed: ['active'] } },
  { sequence: 40, at: ago(14 * day), actor: 'token(Okta)', action: 'user.deactivated', detail: { userName: firstUser.userName, changed: ['active'] } },
  {
    sequence: 12,
    at: ago(90 * day),
    actor: 'token(Okta)',
    action: 'user.created',
    detail: { userName: firstUser.userName, role: 'rep-ae', licence: 'recorder' },
  },
]

export const firstGroup: Group = {
  id: id('group', 0),
  name: 'Sales EMEA',
  externalId: '0f1e2d',
  members: 4,
  pending: 2,
  createdAt: ago(80 * day),
  modifiedAt: ago(2 * day),
  etag: '"4-0d0d0d0d"',
}
export const groups: Group[] = [firstGroup, { ...firstGroup, id: id('group', 1), name: 'Enablement', externalId: null, members: 2, pending: 0 }]

export const groupMembers: GroupMember[] = [
  { value: 'new.hire@northbeam.example', kind: 'pending', name: null, email: null },
  { value: '00u77q', kind: 'pending', name: null, email: null },
  { value: firstUser.id, kind: 'user', name: firstUser.name, email: firstUser.email },
  { value: id('group', 1), kind: 'group', name: 'Enablement', email: null },
]

export const previewedImport: UserImport = {
  id: id('import', 1),
  fileName: 'team.csv',
  state: 'previewed',
  actor: 'mara.lindqvist@northbeam.example',
  ignored: ['cost centre'],
  createdAt: ago(0),
  appliedAt: null,
  undoneAt: null,
  verdicts: { created: 1, changed: 1, unchanged: 1, refused: 1 },
  outcomes: { waiting: 2, skipped: 2, done: 0, failed: 0, undone: 0, kept: 0 },
}

const row = (
  line: number,
  userName: string,
  verdict: UserImportRow['verdict'],
  changes: UserImportRow['changes'],
  refusal: string | null = null,
): UserImportRow => ({
  line,
  userName,
  verdict,
  refusal,
  changes,
  userId: verdict === 'created' ? null : id('user', line),
  outcome: verdict === 'created' || verdict === 'changed' ? 'waiting' : 'skipped',
})

export const importRows: UserImportRow[] = [
  row(2, 'new.hire@northbeam.example', 'created', [
    { field: 'name', from: null, to: 'New Hire' },
    { field: 'role', from: null, to: 'Rep (AE/Other)' },
  ]),
  row(3, 'lea.fontaine@northbeam.example', 'changed', [{ field: 'role', from: 'Coach', to: 'Manager (AE/Other)' }]),
  row(4, 'tom.becker@northbeam.example', 'unchanged', []),
  row(
    5,
    'ana.ruiz@northbeam.example',
    'refused',
    [],
    'The role of ana.ruiz@northbeam.example comes from the identity provider (SCIM). Pin it to set it by hand.',
  ),
]
