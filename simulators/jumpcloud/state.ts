import type { SimulatorOptions } from '../core/index.ts'

export type Right = 'users' | 'groups' | 'applications' | 'write'

export type JumpCloudUser = {
  _id: string
  username: string
  email: string
  firstname: string
  lastname: string
  displayname: string
  state: 'STAGED' | 'ACTIVATED' | 'SUSPENDED'
  account_locked: boolean
  mfaEnrollment?: { overallStatus: 'NOT_ENROLLED' | 'IN_ENROLLMENT' | 'ENROLLED' }
  employeeIdentifier?: string
  department?: string
  jobTitle?: string
  manager?: string
}

export type JumpCloudSeed = {
  users: JumpCloudUser[]
  groups: { id: string; name: string; members: string[]; membershipMethod?: 'STATIC' | 'DYNAMIC_AUTOMATED' }[]
  applications: { _id: string; name: string; displayLabel: string; users: string[]; groups: string[] }[]
}

export type JumpCloudOptions = SimulatorOptions & {
  seed: JumpCloudSeed
  /** API keys with what their administrator may read, and whether they may write. */
  keys: Record<string, readonly Right[]>
  /** The administrator of several organizations has to name this one. */
  orgId?: string
  /** The most rows a page holds, whatever `limit` asks for. */
  pageSize?: number
}
