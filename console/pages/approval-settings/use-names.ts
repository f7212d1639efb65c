import { useQueries, useQuery } from '@tanstack/react-query'
import type { ApprovalPolicy } from '@rollcall/contract'
import { approverRolesQuery, modesQuery } from '../../data/approvals.ts'
import { useMay } from '../../data/me.ts'
import { userQuery } from '../../data/users.ts'

/** The names of whom and what policies name by id, for those who may know them. */
export const useNames = (policies: readonly ApprovalPolicy[]): ((id: string) => string) => {
  const mayReadUsers = useMay('users:read')
  const userIds = [...new Set(policies.flatMap(({ approvers }) => approvers.userIds))]
  const users = useQueries({ queries: userIds.map(id => ({ ...userQuery(id), enabled: mayReadUsers })) })
  const roles = useQuery({ ...approverRolesQuery, enabled: mayReadUsers }).data?.items ?? []
  const apps = useQuery(modesQuery).data?.items ?? []
  const names = new Map([
    ...users.map(({ data, isLoading }, place) => [userIds[place] ?? '', data?.name ?? (isLoading ? '…' : 'somebody who is gone')] as const),
    ...roles.map(({ id, name }) => [id, name] as const),
    ...apps.map(({ connectionId, connectionName }) => [connectionId, connectionName] as const),
  ])
  return id => names.get(id) ?? 'something that is gone'
}
