import { mayWrite, VendorError } from '../kit/index.ts'
import type { VendorApi } from '../kit/index.ts'
import { GraphList } from './wire.ts'

const nobody = '00000000-0000-4000-8000-00000000dead'

/** Changes of nobody, each with a permission of its own. */
const changes = [
  ['people', { method: 'PATCH', path: `/v1.0/users/${nobody}`, body: { accountEnabled: false } }],
  ['their sessions', { method: 'POST', path: `/v1.0/users/${nobody}/revokeSignInSessions` }],
  ['groups', { method: 'DELETE', path: `/v1.0/groups/${nobody}/members/${nobody}/$ref` }],
  ['app assignments', { method: 'DELETE', path: `/v1.0/servicePrincipals/${nobody}/appRoleAssignedTo/${nobody}` }],
] as const

/** Each permission is another one: User.Read.All, GroupMember.Read.All, Application.Read.All. */
export const check = async (api: VendorApi): Promise<string> => {
  const one = { query: { $select: 'id', $top: '1' }, expect: GraphList }
  for (const path of ['/users', '/directory/deletedItems/microsoft.graph.user', '/groups', '/servicePrincipals']) await api.get(`/v1.0${path}`, one)
  const signIns = await signInsAllowed(api)
  const allowed: string[] = []
  for (const [what, change] of changes) if (await mayWrite(api, change)) allowed.push(what)
  const writes = allowed.length === 0 ? 'May change none of them.' : `May change ${allowed.join(', ')}${allowed.length < changes.length ? ' only' : ''}.`
  return signIns
    ? `May read people, groups, apps and when people last signed in. ${writes}`
    : `May read people, groups and apps. ${writes} When people last signed in stays empty: that needs Entra ID P1 or P2 and the permission AuditLog.Read.All.`
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
