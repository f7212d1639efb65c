import { VendorError } from '../kit/index.ts'
import type { VendorApi } from '../kit/index.ts'
import { GraphList } from './wire.ts'

/** Each permission is another one: User.Read.All, GroupMember.Read.All, Application.Read.All. */
export const check = async (api: VendorApi): Promise<string> => {
  const one = { query: { $select: 'id', $top: '1' }, expect: GraphList }
  for (const path of ['/users', '/directory/deletedItems/microsoft.graph.user', '/groups', '/servicePrincipals']) await api.get(`/v1.0${path}`, one)
  const signIns = await signInsAllowed(api)
  return signIns
    ? 'May read people, groups, apps and when people last signed in.'
    : 'May read people, groups and apps. When people last signed in stays empty: that needs Entra ID P1 or P2 and the permission AuditLog.Read.All.'
}

const signInsAllowed = async (api: VendorApi): Promise<boolean> => {
  try {
    await api.get('/v1.0/users', { query: { $select: 'id,signInActivity', $top: '1' }, expect: GraphList })
    return true
  } catch (thrown) {
    if (thrown instanceof VendorError && thrown.kind === 'refused') return false
    throw thrown
  }
}
