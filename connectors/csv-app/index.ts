import { defineFileSource, fileField, loginFields } from '../kit/index.ts'

const { email, userName, name, firstName, lastName, employeeNumber, department, title, manager } = loginFields

/** Any app without an API, by the list of users that its admin console exports. */
export const csvApp = defineFileSource({
  id: 'csv-app',
  name: 'App by CSV export',
  category: 'app',
  summary: 'Accounts of any app, from the list of users that its admin console exports. Changes are tasks for a person; the next file proves them.',
  docs: 'https://www.rfc-editor.org/rfc/rfc4180',
  testedAgainst: 'files as Excel and admin consoles write them, made for the purpose',
  file: {
    resource: 'accounts',
    fields: [
      fileField('id', 'Id', "The app's own id of the account; the e-mail where it exports none.", 'userid', 'accountid', 'memberid', 'id', 'uuid', 'guid'),
      email,
      userName,
      name,
      firstName,
      lastName,
      fileField(
        'status',
        'Status',
        'Without it, everybody who is listed is active.',
        'status',
        'userstatus',
        'accountstatus',
        'active',
        'isactive',
        'enabled',
        'state',
      ),
      fileField('role', 'Role', null, 'role', 'userrole', 'roles', 'permissionset', 'profile', 'accesslevel', 'rolle'),
      fileField('licence', 'Licence', null, 'licence', 'license', 'licensetype', 'licencetype', 'plan', 'seat', 'seattype', 'lizenz'),
      fileField(
        'lastActive',
        'Last activity',
        null,
        'lastactive',
        'lastactivity',
        'lastactivitydate',
        'lastlogin',
        'lastlogindate',
        'lastsignin',
        'lastseen',
        'lastaccess',
        'letzteanmeldung',
      ),
      employeeNumber,
      department,
      title,
      manager,
    ],
  },
})
