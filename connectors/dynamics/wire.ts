import { z } from 'zod'
import { listAt, nextUrl } from '../kit/index.ts'

/** The parts of Dataverse's tables that are read (learn.microsoft.com/power-apps/developer/data-platform/webapi/reference/systemuser). */
const text = z.string().nullish()
const guid = z.guid()

const User = z.object({
  '@odata.etag': z.string().min(1),
  systemuserid: guid,
  fullname: text,
  domainname: text,
  internalemailaddress: text,
  isdisabled: z.boolean().nullish(),
  islicensed: z.boolean().nullish(),
  accessmode: z.number().int().nullish(),
  /** Only of those that no person is: an app that signs in for itself. */
  applicationid: guid.nullish(),
  employeeid: text,
  jobtitle: text,
  _businessunitid_value: guid.nullish(),
  businessunitid: z.object({ name: text }).nullish(),
  parentsystemuserid: z.object({ internalemailaddress: text }).nullish(),
})
/** The name of a lookup's value has an underscore before it and `_value` behind. */
export const SystemUser = User.transform(({ _businessunitid_value: businessUnitId, ...user }) => ({ ...user, businessUnitId: businessUnitId ?? null }))
export type SystemUser = z.infer<typeof SystemUser>

/** A role of a name exists once in each business unit, each with an id of its own. */
export const Role = z.object({ roleid: guid, name: z.string().min(1) })
export const UserRole = z.object({ systemuserid: guid, roleid: guid })

export const DataverseError = z.object({ error: z.object({ code: z.string(), message: z.string() }) })
export const DataverseList = listAt('value')

export const dataPath = (path: string) => `/api/data/v9.2${path}`
export const userPath = (externalId: string) => dataPath(`/systemusers(${encodeURIComponent(externalId)})`)

export const userQuery = {
  $select: 'systemuserid,fullname,domainname,internalemailaddress,isdisabled,islicensed,accessmode,applicationid,employeeid,jobtitle,_businessunitid_value',
  $expand: 'businessunitid($select=name),parentsystemuserid($select=internalemailaddress)',
}

/** The size of a page is a preference, and the link to the next has to be taken as it is (".../webapi/query/page-results"). */
export const paging = nextUrl(['@odata.nextLink'])
export const largePages = { prefer: 'odata.maxpagesize=1000' }
