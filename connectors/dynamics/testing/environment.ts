import { startDynamics } from '@rollcall/simulators'
import type { DynamicsSeed, DynamicsUser } from '@rollcall/simulators'

export const tenantId = '72f988bf-86f1-41af-91ab-2d7cd011db47'
export const idOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
export const [sales, service] = [idOf(901), idOf(902)]
const role = (n: number, name: string, businessUnitId: string) => ({ roleid: idOf(n), name, businessUnitId })

const user = (n: number, more: Partial<DynamicsUser> = {}): DynamicsUser => ({
  systemuserid: idOf(n),
  fullname: `Pat No ${n}`,
  domainname: `p${n}@acme.test`,
  internalemailaddress: `p${n}@acme.test`,
  isdisabled: false,
  islicensed: true,
  accessmode: 0,
  applicationid: null,
  employeeid: null,
  jobtitle: null,
  businessUnitId: sales,
  managerId: null,
  roleIds: [],
  versionnumber: 100 + n,
  ...more,
})

export const seed: DynamicsSeed = {
  businessUnits: [
    { id: sales, name: 'Sales' },
    { id: service, name: 'Service' },
  ],
  roles: [role(801, 'Salesperson', sales), role(802, 'Sales Manager', sales), role(803, 'System Administrator', sales), role(804, 'Salesperson', service)],
  users: [
    user(1, { roleIds: [idOf(802), idOf(801)], managerId: idOf(2), employeeid: 'E1', jobtitle: 'Seller' }),
    user(2, { roleIds: [idOf(803)], accessmode: 1 }),
    user(3, { isdisabled: true, islicensed: false }),
    user(4, { businessUnitId: service, roleIds: [idOf(804)], islicensed: false }),
    user(5, { fullname: '# Rollcall', applicationid: idOf(700), domainname: 'rollcall@acme.test', accessmode: 4 }),
  ],
}

const everything = ['prvReadUser', 'prvWriteUser', 'prvReadRole', 'prvAssignRole'] as const
const appOf = (...privileges: readonly (typeof everything)[number][]) => ({ secret: 'dynamics-secret', privileges })

export const standIn = () =>
  startDynamics({
    seed,
    tenantId,
    pageSize: 2,
    apps: {
      [idOf(700)]: appOf(...everything),
      'no-users': appOf('prvReadRole', 'prvWriteUser'),
      'no-roles': appOf('prvReadUser', 'prvWriteUser'),
      'no-writing': appOf('prvReadUser', 'prvReadRole'),
    },
  })

export const by = (clientId: string, clientSecret = 'dynamics-secret') => ({
  auth: 'oauth_client_credentials',
  credentials: { tenantId, clientId, clientSecret },
})
export const every = by(idOf(700))
