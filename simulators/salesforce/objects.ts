/** What a field allows, in the words of sObject Describe. */
export type FieldRule = {
  name: string
  type: 'id' | 'string' | 'textarea' | 'picklist' | 'combobox' | 'int' | 'double' | 'boolean' | 'date' | 'datetime' | 'reference' | 'email' | 'url'
  length: number
  createable: boolean
  updateable: boolean
  filterable: boolean
  externalId: boolean
  picklist: readonly string[]
  restricted: boolean
}

const rule = (name: string, type: FieldRule['type'], more: Partial<FieldRule> = {}): FieldRule => ({
  name,
  type,
  length: 0,
  createable: true,
  updateable: true,
  filterable: true,
  externalId: false,
  picklist: [],
  restricted: false,
  ...more,
})

const readOnly = { createable: false, updateable: false }
const system = [
  rule('Id', 'id', { ...readOnly, length: 18 }),
  rule('IsDeleted', 'boolean', readOnly),
  rule('CreatedDate', 'datetime', readOnly),
  rule('LastModifiedDate', 'datetime', readOnly),
]

/** Task as the Object Reference lists it, as far as calls need it. */
const task: FieldRule[] = [
  ...system,
  rule('WhoId', 'reference', { length: 18 }),
  rule('WhatId', 'reference', { length: 18 }),
  rule('OwnerId', 'reference', { length: 18 }),
  rule('AccountId', 'reference', { ...readOnly, length: 18 }),
  rule('Subject', 'combobox', { length: 255, picklist: ['Call', 'Email', 'Send Letter', 'Other'] }),
  rule('ActivityDate', 'date'),
  rule('Status', 'picklist', { length: 255, picklist: ['Not Started', 'In Progress', 'Completed', 'Deferred'] }),
  rule('Priority', 'picklist', { length: 255, picklist: ['High', 'Normal', 'Low'] }),
  rule('Type', 'picklist', { length: 255, picklist: ['Call', 'Meeting', 'Other'] }),
  rule('TaskSubtype', 'picklist', { length: 40, updateable: false, restricted: true, picklist: ['Task', 'Email', 'ListEmail', 'Cadence', 'Call', 'LinkedIn'] }),
  rule('Description', 'textarea', { length: 32_000, filterable: false }),
  rule('IsClosed', 'boolean', readOnly),
  rule('CallDurationInSeconds', 'int'),
  rule('CallType', 'picklist', { length: 40, restricted: true, picklist: ['Internal', 'Inbound', 'Outbound'] }),
  rule('CallDisposition', 'string', { length: 255 }),
  rule('CallObject', 'string', { length: 255 }),
]

const engagementId = rule('Rollcall_Engagement_Id__c', 'string', { length: 255, externalId: true })

/** Fields of the records that a user points to, as queries reach them. */
const relations = [
  'UserLicense.Name',
  'Profile.Name',
  'Profile.UserLicense.Name',
  'UserRole.Name',
  'Manager.Email',
  'User.IsActive',
  'PermissionSet.PermissionsIsSsoEnabled',
]

const objects = {
  Account: [...system, rule('Name', 'string', { length: 255 }), rule('Website', 'url', { length: 255 }), rule('OwnerId', 'reference', { length: 18 })],
  Contact: [
    ...system,
    rule('Name', 'string', { length: 121, ...readOnly }),
    rule('Email', 'email', { length: 80 }),
    rule('Title', 'string', { length: 128 }),
    rule('AccountId', 'reference', { length: 18 }),
  ],
  Opportunity: [
    ...system,
    rule('Name', 'string', { length: 120 }),
    rule('AccountId', 'reference', { length: 18 }),
    rule('OwnerId', 'reference', { length: 18 }),
    rule('StageName', 'picklist', { length: 255 }),
    rule('CloseDate', 'date'),
    rule('Amount', 'double'),
    rule('IsClosed', 'boolean', readOnly),
  ],
  User: [
    ...system.filter(({ name }) => name !== 'IsDeleted'),
    rule('Username', 'string', { length: 80 }),
    rule('Email', 'email', { length: 128 }),
    rule('Name', 'string', { length: 121, ...readOnly }),
    rule('IsActive', 'boolean'),
    rule('UserType', 'picklist', { length: 40, ...readOnly }),
    rule('LastLoginDate', 'datetime', readOnly),
    ...['Department', 'Title', 'EmployeeNumber', 'FederationIdentifier'].map(name => rule(name, 'string', { length: 255 })),
    ...['ProfileId', 'UserRoleId', 'ManagerId'].map(name => rule(name, 'reference', { length: 18 })),
    ...relations.slice(1, 5).map(name => rule(name, 'string', { ...readOnly })),
  ],
  UserLogin: [
    rule('Id', 'id', { ...readOnly, length: 18 }),
    rule('UserId', 'reference', { ...readOnly, length: 18 }),
    rule('IsFrozen', 'boolean'),
    rule('IsPasswordLocked', 'boolean'),
  ],
  Profile: [rule('Id', 'id', { ...readOnly, length: 18 }), rule('Name', 'string', { length: 255 }), rule('UserLicense.Name', 'string', readOnly)],
  UserRole: [rule('Id', 'id', { ...readOnly, length: 18 }), rule('Name', 'string', { length: 80 })],
  AuthSession: [
    rule('Id', 'id', { ...readOnly, length: 18 }),
    rule('UsersId', 'reference', { ...readOnly, length: 18 }),
    rule('LastModifiedDate', 'datetime', readOnly),
    rule('NumSecondsValid', 'int', readOnly),
  ],
  OauthToken: [
    rule('Id', 'id', { ...readOnly, length: 18 }),
    rule('UserId', 'reference', { ...readOnly, length: 18 }),
    rule('User.IsActive', 'boolean', readOnly),
    rule('LastUsedDate', 'datetime', readOnly),
    ...['AppName', 'DeleteToken'].map(name => rule(name, 'string', readOnly)),
  ],
  PermissionSetAssignment: [
    rule('Id', 'id', { ...readOnly, length: 18 }),
    rule('AssigneeId', 'reference', { ...readOnly, length: 18 }),
    rule('PermissionSet.PermissionsIsSsoEnabled', 'boolean', readOnly),
  ],
  Task: task,
  Organization: [
    rule('Id', 'id', { ...readOnly, length: 18 }),
    rule('Name', 'string', { length: 80, ...readOnly }),
    ...['TimeZoneSidKey', 'DefaultLocaleSidKey', 'LanguageLocaleKey'].map(name => rule(name, 'picklist', readOnly)),
  ],
} satisfies Record<string, FieldRule[]>

export type ObjectName = keyof typeof objects
export const objectNames = Object.keys(objects) as ObjectName[]
export const isObjectName = (name: string): name is ObjectName => name in objects

/** The fields of an object. `external`: the admin added our external id field to Activity. */
export const fieldsOf = (name: ObjectName, external: boolean): readonly FieldRule[] => (name === 'Task' && external ? [...task, engagementId] : objects[name])

/** `GET /sobjects/{name}/describe`, as far as callers look. */
export const describe = (name: ObjectName, fields: readonly FieldRule[], writable: boolean) => ({
  name,
  label: name,
  custom: false,
  createable: writable,
  updateable: writable,
  deletable: writable,
  queryable: true,
  fields: fields
    .filter(({ name: field }) => !relations.includes(field))
    .map(field => ({
      name: field.name,
      label: field.name,
      type: field.type,
      length: field.length,
      custom: field.name.endsWith('__c'),
      createable: field.createable && writable,
      updateable: field.updateable && writable,
      filterable: field.filterable,
      externalId: field.externalId,
      idLookup: field.externalId || field.type === 'id',
      nillable: true,
      unique: false,
      restrictedPicklist: field.restricted,
      picklistValues: field.picklist.map(value => ({ value, label: value, active: true, defaultValue: false, validFor: null })),
    })),
})
