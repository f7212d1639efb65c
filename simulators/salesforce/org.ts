import type { Row } from './soql.ts'

export type SalesforceUser = {
  id: string
  username: string
  email: string
  name: string
  active: boolean
  /** What follows may be left out: a standard user that never signed in. */
  type?: 'Standard' | 'Guest' | 'AutomatedProcess'
  frozen?: boolean
  lastLogin?: string
  profile?: string
  licence?: string
  role?: string
  department?: string
  title?: string
  employeeNumber?: string
  federationId?: string
  managerEmail?: string
  /** How many sessions the user has open. */
  sessions?: number
  /** The connected apps that hold a token of the user. */
  tokens?: string[]
  /** Has the permission "Is Single Sign-On Enabled". */
  ssoOnly?: boolean
}

export type SalesforceSeed = {
  /** 18 characters that begin with 00D; a stand-in has one of its own unless told. */
  organisation?: { id: string; name: string }
  users: SalesforceUser[]
  /** The org knows the permission "Is Single Sign-On Enabled". */
  sso?: boolean
  /** Profiles and roles that nobody has yet; those of the users are there anyway. */
  profiles?: { name: string; licence: string }[]
  roles?: string[]
  accounts: { id: string; name: string; website: string | null; ownerId: string }[]
  contacts: { id: string; name: string; email: string | null; title: string | null; accountId: string }[]
  opportunities: { id: string; name: string; accountId: string; ownerId: string; stage: string; closed: boolean; closeDate: string; amount: number | null }[]
}

/** All records, with the fields' own names. */
export type Org = {
  Account: Row[]
  Contact: Row[]
  Opportunity: Row[]
  User: Row[]
  UserLogin: Row[]
  Profile: Row[]
  UserRole: Row[]
  AuthSession: Row[]
  OauthToken: Row[]
  PermissionSetAssignment: Row[]
  Task: Row[]
  Organization: Row[]
}

/** `2026-11-22T18:40:00.000+0000` */
export const stamp = (date: Date): string => date.toISOString().replace('Z', '+0000')

export const orgOf = (
  { organisation = { id: '00D000000000001AAA', name: 'Stand-in' }, users, profiles = [], roles = [], accounts, contacts, opportunities }: SalesforceSeed,
  now: Date,
): Org => {
  const system = { IsDeleted: false, CreatedDate: stamp(now), LastModifiedDate: stamp(now) }
  return {
    User: users.map(user => ({ ...userRow(user), ...system })),
    UserLogin: users.map((user, n) => ({
      Id: `0Yw${String(n + 1).padStart(12, '0')}AAA`,
      UserId: user.id,
      IsFrozen: user.frozen ?? false,
      IsPasswordLocked: false,
    })),
    Profile: profilesOf(users, profiles),
    UserRole: [...new Set([...users.flatMap(({ role }) => role ?? []), ...roles])].map((name, n) => ({ Id: numbered('00E', n), Name: name })),
    AuthSession: users.flatMap(({ id, sessions = 0 }, n) => Array.from({ length: sessions }, (_, m) => sessionRow(numbered('0Ak', n * 100 + m), id))),
    OauthToken: users.flatMap(({ id, tokens = [] }) =>
      tokens.map((app, n) => ({ Id: null, UserId: id, AppName: app, LastUsedDate: stamp(now), DeleteToken: `delete-${id}-${n}` })),
    ),
    PermissionSetAssignment: users.flatMap(({ id, ssoOnly }, n) =>
      ssoOnly === undefined ? [] : [{ Id: numbered('0Pa', n), AssigneeId: id, 'PermissionSet.PermissionsIsSsoEnabled': ssoOnly }],
    ),
    Account: accounts.map(account => ({ Id: account.id, Name: account.name, Website: account.website, OwnerId: account.ownerId, ...system })),
    Contact: contacts.map(contact => ({
      Id: contact.id,
      Name: contact.name,
      Email: contact.email,
      Title: contact.title,
      AccountId: contact.accountId,
      ...system,
    })),
    Opportunity: opportunities.map(deal => ({
      Id: deal.id,
      Name: deal.name,
      AccountId: deal.accountId,
      OwnerId: deal.ownerId,
      StageName: deal.stage,
      IsClosed: deal.closed,
      CloseDate: deal.closeDate,
      Amount: deal.amount,
      ...system,
    })),
    Task: [],
    Organization: [{ Id: organisation.id, Name: organisation.name, TimeZoneSidKey: 'Europe/Berlin', DefaultLocaleSidKey: 'en_GB', LanguageLocaleKey: 'en_US' }],
  }
}

/** A day long, from now: sessions end by the clock of whoever looks. */
const sessionRow = (id: string, userId: string): Row => ({ Id: id, UsersId: userId, LastModifiedDate: stamp(new Date()), NumSecondsValid: 86_400 })

const numbered = (prefix: string, n: number) => `${prefix}${String(n + 1).padStart(12, '0')}AAA`

const profilesOf = (users: SalesforceUser[], more: { name: string; licence: string }[]): Row[] => {
  const licences = new Map(users.map(({ profile = 'Standard User', licence = 'Salesforce' }) => [profile, licence]))
  for (const { name, licence } of more) licences.set(name, licence)
  return [...licences].map(([name, licence], n) => ({ Id: numbered('00e', n), Name: name, 'UserLicense.Name': licence }))
}

const userRow = (user: SalesforceUser): Row => ({
  Id: user.id,
  Username: user.username,
  Email: user.email,
  Name: user.name,
  IsActive: user.active,
  UserType: user.type ?? 'Standard',
  LastLoginDate: user.lastLogin === undefined ? null : stamp(new Date(user.lastLogin)),
  Department: user.department ?? null,
  Title: user.title ?? null,
  EmployeeNumber: user.employeeNumber ?? null,
  FederationIdentifier: user.federationId ?? null,
  'Profile.Name': user.profile ?? 'Standard User',
  'Profile.UserLicense.Name': user.licence ?? 'Salesforce',
  'UserRole.Name': user.role ?? null,
  'Manager.Email': user.managerEmail ?? null,
})
