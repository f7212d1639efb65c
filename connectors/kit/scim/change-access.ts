import type { AccountAccess, AccountChange } from '../connector.ts'
import { startIndex } from '../paging-kinds.ts'
import type { VendorApi } from '../vendor-api.ts'
import { VendorError } from '../vendor-error.ts'
import { wholeRows } from '../whole.ts'
import { changeUser, contentType, patchOf } from './change-user.ts'
import { readAbilities, scimHeaders } from './service-provider.ts'
import type { Dialect } from './service-provider.ts'
import { ScimGroup, ScimList } from './wire.ts'

/** Gives an account role, licence and groups; what is left out stays. All of it is looked up before anything is changed. */
export const changeAccount =
  (dialect: Dialect) =>
  async (api: VendorApi, change: AccountChange, access: AccountAccess): Promise<void> => {
    assertSettable(dialect, api, access)
    const moves = access.groups === undefined ? [] : await groupMoves(dialect, api, change.externalId, access.groups)
    const values = accessValues(access)
    if (Object.keys(values).length > 0) await changeUser(dialect, api, change, values)
    for (const { path, body } of moves) await api.request({ method: 'PATCH', path, headers: scimHeaders, contentType, body, idempotent: true })
  }

/** Role and licence as SCIM has them: `roles` and `entitlements` (RFC 7643 section 4.1.2). */
export const accessValues = ({ role, licence }: AccountAccess): Record<string, unknown> => ({
  ...(role === undefined ? {} : { roles: role === null ? [] : [{ value: role, primary: true }] }),
  ...(licence === undefined ? {} : { entitlements: licence === null ? [] : [{ value: licence }] }),
})

export const assertSettable = ({ settable = ['role', 'licence', 'groups'] }: Dialect, api: VendorApi, access: AccountAccess): void => {
  const asked = (['role', 'licence', 'groups'] as const).filter(what => access[what] != null)
  const [first] = asked.filter(what => !settable.includes(what))
  if (first !== undefined)
    throw new VendorError('refused', `${api.name} does not let its SCIM set a ${first === 'groups' ? 'group' : first}; change it in ${api.name}.`)
}

/** Members are the group's (RFC 7643 section 4.1.2: `groups` of a user is read-only), so each group that differs is changed by itself. */
const groupMoves = async (dialect: Dialect, api: VendorApi, userId: string, wanted: readonly string[]) => {
  const { patch } = await readAbilities(api, dialect)
  if (!patch) throw new VendorError('refused', `${api.name} cannot change the members of a group one by one; change them in ${api.name}.`)
  const missing = new Set(wanted)
  const moves: { path: string; body: object }[] = []
  const groups = wholeRows(api, 'groups', {
    path: '/Groups',
    headers: scimHeaders,
    paging: startIndex(dialect.pageSize ?? 100),
    list: ScimList,
    raw: ScimGroup,
  })
  for await (const { id, name, members } of groups) {
    const isIn = members.some(member => member.id === userId)
    const shouldBe = wanted.includes(name)
    missing.delete(name)
    if (isIn === shouldBe) continue
    const path = `/Groups/${encodeURIComponent(id)}`
    moves.push({ path, body: patchOf(shouldBe ? { op: 'add', path: 'members', value: [{ value: userId }] } : removalOf(dialect, userId)) })
  }
  const [first] = missing
  if (first !== undefined) throw new VendorError('not_found', `${api.name} has no group called ${first}.`)
  return moves
}

const removalOf = ({ memberRemoval = 'filter' }: Dialect, userId: string) =>
  memberRemoval === 'filter'
    ? { op: 'remove' as const, path: `members[value eq "${userId}"]` }
    : { op: 'remove' as const, path: 'members', value: [{ value: userId }] }
