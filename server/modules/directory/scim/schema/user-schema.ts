import { builtInRoles, licences } from '../../role.ts'
import { type Attribute, complex, flag, list, type Schema, text } from './attribute.ts'

/** What the Chorus app of the identity providers sends at the top level, under the URN of the core schema (CG-292 to CG-303). */
const chorusAttributes: readonly Attribute[] = [
  text('chorus_role', 'The role by its name: a built-in or a custom one.', { canonicalValues: builtInRoles.map(role => role.name) }),
  text('chorus_license_type', 'Recorders have their calls taken in, listeners hear those of others.', { canonicalValues: licences }),
  text('manager_email', "The manager's e-mail; the manager may arrive later."),
]

/** RFC 7643, sections 4.1 and 8.7.1. */
export const userSchema: Schema = {
  id: 'urn:ietf:params:scim:schemas:core:2.0:User',
  name: 'User',
  description: 'User Account',
  attributes: [
    text('userName', 'What the person signs in with, usually the e-mail; unique whatever its case.', { required: true, uniqueness: 'server' }),
    complex('name', "The parts of the person's name.", [
      text('formatted', 'The whole name as it is shown.'),
      text('familyName', 'The family name.'),
      text('givenName', 'The given name.'),
      text('middleName', 'The middle names.'),
      text('honorificPrefix', 'A title before the name.'),
      text('honorificSuffix', 'A suffix after the name.'),
    ]),
    text('displayName', 'The name as it is shown.'),
    text('nickName', 'What people call the person.'),
    { name: 'profileUrl', type: 'reference', description: 'A page about the person.', referenceTypes: ['external'] },
    text('title', 'The job title.'),
    text('userType', 'How the person relates to the organisation: employee, contractor.'),
    text('preferredLanguage', 'The languages the person reads, as in Accept-Language.'),
    text('locale', 'How dates and numbers are written for the person: en-US.'),
    text('timezone', 'The time zone by its IANA name: America/Los_Angeles.'),
    flag('active', 'Whether the person may sign in.'),
    text('password', 'Taken and forgotten: people sign in through the identity provider.', { mutability: 'writeOnly', returned: 'never' }),
    list('emails', 'E-mail addresses.', ['work', 'home', 'other']),
    list('phoneNumbers', 'Telephone numbers.', ['work', 'home', 'mobile', 'fax', 'pager', 'other']),
    list('ims', 'Addresses for instant messages.', ['aim', 'gtalk', 'icq', 'xmpp', 'msn', 'skype', 'qq', 'yahoo']),
    list('photos', 'Pictures of the person.', ['photo', 'thumbnail'], { type: 'reference', caseExact: true, referenceTypes: ['external'] }),
    complex(
      'addresses',
      'Postal addresses.',
      [
        text('formatted', 'The whole address as it is written on a letter.'),
        text('streetAddress', 'Street and number.'),
        text('locality', 'City.'),
        text('region', 'State or region.'),
        text('postalCode', 'Postal code.'),
        text('country', 'Country.'),
        text('type', 'What kind of address it is.', { canonicalValues: ['work', 'home', 'other'] }),
        flag('primary', 'Whether it is the preferred one; at most one is.'),
      ],
      { multiValued: true },
    ),
    complex(
      'groups',
      'The groups the person is a member of; changed through the groups.',
      [
        text('value', "The group's id.", { mutability: 'readOnly' }),
        { name: '$ref', type: 'reference', description: "The group's address.", mutability: 'readOnly', referenceTypes: ['Group'] },
        text('display', "The group's name.", { mutability: 'readOnly' }),
        text('type', 'How the person is a member.', { mutability: 'readOnly', canonicalValues: ['direct', 'indirect'] }),
      ],
      { multiValued: true, mutability: 'readOnly' },
    ),
    list('entitlements', 'What the person may have, in the words of the identity provider.', []),
    list('roles', 'The roles the person has at the identity provider.', []),
    list('x509Certificates', 'Certificates, DER in base64.', [], { type: 'binary', caseExact: true }),
    ...chorusAttributes,
  ],
}

/** RFC 7643, section 4.3. */
export const enterpriseSchema: Schema = {
  id: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
  name: 'EnterpriseUser',
  description: 'Enterprise User',
  attributes: [
    text('employeeNumber', 'What the organisation numbers the person with.'),
    text('costCenter', 'The cost centre.'),
    text('organization', 'The organisation.'),
    text('division', 'The division.'),
    text('department', 'The department.'),
    complex('manager', 'Whom the person reports to; decides the team.', [
      text('value', "The manager's id; the manager may arrive later.", { caseExact: true }),
      { name: '$ref', type: 'reference', description: "The manager's address.", referenceTypes: ['User'] },
      text('displayName', "The manager's name.", { mutability: 'readOnly' }),
    ]),
  ],
}

/** Our own home for the three attributes, for clients that keep custom attributes out of the core schema. */
export const rollcallSchema: Schema = {
  id: 'urn:rollcall:params:scim:schemas:extension:2.0:User',
  name: 'RollcallUser',
  description: 'What a user may do in Rollcall',
  attributes: chorusAttributes,
}
