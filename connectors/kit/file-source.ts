import type { ConnectorCard, FileKind } from '@rollcall/contract'
import { defineConnector, type Connector } from './connector.ts'
import { VendorError } from './vendor-error.ts'

/** A kind of file, with the heads under which HR systems and apps write each field: in lower case, without anything but letters and digits. */
export type FileSource = Pick<FileKind, 'resource'> & { fields: readonly (FileKind['fields'][number] & { heads: readonly string[] })[] }

const askedNobody = () => new VendorError('refused', 'There is nobody to ask: it is read from files that people upload.')

/** What is read from files: it has no address, no credentials and nothing to ask or change. */
export const defineFileSource = (
  source: Pick<ConnectorCard, 'id' | 'name' | 'category' | 'summary' | 'docs' | 'testedAgainst'> & { file: FileSource },
): Connector =>
  defineConnector({
    ...source,
    baseUrl: null,
    auth: [],
    limits: { perMinute: 1, observe: () => null },
    check: () => Promise.reject(askedNobody()),
    reads: {},
    writes: {},
  })

type Field = FileSource['fields'][number]
const field = (name: Field['name'], label: string, help: string | null, ...heads: string[]): Field => ({ name, label, help, heads })

/** What a file of people and a file of accounts both may hold. */
export const loginFields = {
  email: field(
    'email',
    'E-mail',
    null,
    'email',
    'emailaddress',
    'workemail',
    'businessemail',
    'primaryemail',
    'primaryworkemail',
    'mail',
    'useremail',
    'emailadresse',
  ),
  userName: field(
    'userName',
    'User name',
    'What people sign in with; the e-mail when left out.',
    'username',
    'login',
    'loginname',
    'userlogin',
    'upn',
    'userprincipalname',
    'benutzername',
  ),
  name: field(
    'name',
    'Name',
    'The whole name, where it is one column.',
    'name',
    'fullname',
    'displayname',
    'employeename',
    'legalname',
    'preferredname',
    'legalfullname',
  ),
  firstName: field('firstName', 'First name', null, 'firstname', 'givenname', 'preferredfirstname', 'legalfirstname', 'vorname', 'prenom'),
  lastName: field('lastName', 'Last name', null, 'lastname', 'surname', 'familyname', 'legallastname', 'nachname'),
  employeeNumber: field(
    'employeeNumber',
    'Employee number',
    'Links the person to accounts that hold the number, before any e-mail does.',
    'employeenumber',
    'employeeid',
    'employeeno',
    'personnelnumber',
    'personnelno',
    'workerid',
    'staffid',
    'personalnummer',
    'matricule',
  ),
  department: field('department', 'Department', null, 'department', 'departmentname', 'dept', 'team', 'abteilung', 'service'),
  title: field('title', 'Title', null, 'title', 'jobtitle', 'position', 'jobprofile', 'stelle', 'poste'),
  manager: field(
    'manager',
    'Manager',
    "The manager's e-mail; anything else is left out.",
    'manageremail',
    'manager',
    'supervisoremail',
    'supervisor',
    'reportsto',
    'managerworkemail',
  ),
} as const

export const fileField = field
