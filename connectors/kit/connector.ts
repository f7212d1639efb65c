import type { ConnectorCard } from '@rollcall/contract'
import type { AuthMethod } from './auth.ts'
import type { FileSource } from './file-source.ts'
import type { CallTask, CallTaskPreview, CallTaskWritten } from './call-task.ts'
import type { RateSeen } from './ports.ts'
import type { Read } from './read.ts'
import type { AccountRow, AppAssignmentRow, CrmAccountRow, CrmContactRow, CrmOpportunityRow, CrmUserRow, IdentityRow } from './rows.ts'
import type { VendorApi } from './vendor-api.ts'
import type { VendorErrorKind } from './vendor-error.ts'

/** Which account to change. With `version` the change is refused (`conflict`) by vendors that can tell that the record moved on. */
export type AccountChange = { externalId: string; version: string | null }

/** What an account is to have; what is left out stays as it is. Roles, licences and groups by the names that reads tell. */
export type AccountAccess = { role?: string | null; licence?: string | null; groups?: readonly string[] }

/** An account to be made, `externalKey` being what the app is to call the person elsewhere (SCIM's `externalId`). */
export type AccountDraft = AccountAccess &
  Pick<AccountRow, 'userName' | 'email' | 'displayName' | 'externalKey' | 'department' | 'title' | 'managerEmail'> & {
    givenName: string | null
    familyName: string | null
  }

/** A person and an app, or a person and a group, at an identity source: by its own ids, and the group by the name that reads tell. */
export type AssignmentOf = { identityExternalId: string; appExternalId: string }
export type MembershipOf = { identityExternalId: string; groupName: string }

/** Whose open records go to whom, by the app's own ids. */
export type HandOver = { fromExternalId: string; toExternalId: string }

/** Which of the vendor's organisations a connection belongs to. */
export type Organisation = { id: string; name: string }

export type Reads = {
  organisation?: (api: VendorApi) => Promise<Organisation>
  identities?: Read<IdentityRow>
  accounts?: Read<AccountRow>
  assignments?: Read<AppAssignmentRow>
  crm?: { accounts: Read<CrmAccountRow>; contacts: Read<CrmContactRow>; opportunities: Read<CrmOpportunityRow>; users: Read<CrmUserRow> }
}

export type Writes = {
  /** One account as it is now, or null when there is none: the precondition before a change, and its verification after. */
  readAccount?: (api: VendorApi, externalId: string) => Promise<AccountRow | null>
  deactivateAccount?: (api: VendorApi, change: AccountChange) => Promise<void>
  reactivateAccount?: (api: VendorApi, change: AccountChange) => Promise<void>
  /** The account with this login, or null: the look before an account is made. */
  findAccount?: (api: VendorApi, userName: string) => Promise<AccountRow | null>
  createAccount?: (api: VendorApi, draft: AccountDraft) => Promise<AccountRow>
  changeAccount?: (api: VendorApi, change: AccountChange, access: AccountAccess) => Promise<void>
  /** Cannot be undone: only where the app has no other way to end an account. */
  deleteAccount?: (api: VendorApi, change: AccountChange) => Promise<void>
  endAccountSessions?: (api: VendorApi, externalId: string) => Promise<void>
  /** How many open records an account owns: the look before they are handed over, and 0 after. */
  countOwned?: (api: VendorApi, externalId: string) => Promise<number>
  /** Gives the open records of one account to another. What was moved before is not moved again, so it may be repeated. */
  handOver?: (api: VendorApi, from: HandOver) => Promise<{ moved: number }>
  /** One identity as it is now, or null. */
  readIdentity?: (api: VendorApi, externalId: string) => Promise<IdentityRow | null>
  deactivateIdentity?: (api: VendorApi, change: AccountChange) => Promise<void>
  reactivateIdentity?: (api: VendorApi, change: AccountChange) => Promise<void>
  /** Ends the person's sessions and tokens at the identity source. */
  endSessions?: (api: VendorApi, identityExternalId: string) => Promise<void>
  /** What an identity source gave a person; with what its own provisioning says of it (`error`), where it has any. */
  readAssignment?: (api: VendorApi, of: AssignmentOf) => Promise<(AppAssignmentRow & { error: string | null }) | null>
  assignApp?: (api: VendorApi, of: AssignmentOf, access: AccountAccess) => Promise<void>
  unassignApp?: (api: VendorApi, of: AssignmentOf) => Promise<void>
  readMembership?: (api: VendorApi, of: MembershipOf) => Promise<boolean>
  joinGroup?: (api: VendorApi, of: MembershipOf) => Promise<void>
  leaveGroup?: (api: VendorApi, of: MembershipOf) => Promise<void>
  /** Once and only once per `deliveryKey`, whatever is retried. */
  upsertCallTask?: (api: VendorApi, task: CallTask) => Promise<CallTaskWritten>
  previewCallTask?: (api: VendorApi, task: CallTask) => Promise<CallTaskPreview>
}

/** What Rollcall knows of a vendor. A capability is a function that is present; nobody keeps a second list. */
export type Connector = Pick<ConnectorCard, 'id' | 'name' | 'category' | 'summary' | 'docs' | 'testedAgainst' | 'baseUrl'> & {
  /** None, as is the base URL, for what is read from files. */
  auth: readonly AuthMethod[]
  /** Its rows come from files that people upload; nothing is asked of a vendor. */
  file?: FileSource
  limits: {
    /** Requests per minute to stay under when the vendor's replies say nothing, across all workers. */
    perMinute: number
    /** The same by the second, of a vendor that counts seconds. */
    perSecond?: number
    /** What a reply's headers say of the limit, or null. */
    observe: (headers: Record<string, string>, now: Date) => RateSeen | null
  }
  /** Proves the permissions and not only the token; throws a VendorError that says what is missing. Answers one sentence on what was proven. */
  check: (api: VendorApi) => Promise<string>
  /** Reads a refusal: the vendor's own words, and a better kind than its HTTP status suggests. */
  explain?: (status: number, body: unknown) => { detail: string | null; kind?: VendorErrorKind }
  /** How accounts are reached without a detour; by an API of the vendor's own unless told. */
  direct?: 'scim' | 'api'
  reads: Reads
  writes: Writes
}

export const defineConnector = (connector: Connector): Connector => connector

const capabilityWords: readonly (readonly [(connector: Connector) => unknown, string])[] = [
  [({ file }) => file?.resource === 'identities', 'reads people from files'],
  [({ file }) => file?.resource === 'accounts', 'reads accounts from files'],
  [({ reads }) => reads.identities, 'reads people'],
  [({ reads }) => reads.accounts, 'reads accounts'],
  [({ reads }) => reads.assignments, 'reads app assignments'],
  [({ reads }) => reads.crm, 'reads CRM records'],
  [({ writes }) => writes.deactivateAccount, 'deactivates accounts'],
  [({ writes }) => writes.reactivateAccount, 'reactivates accounts'],
  [({ writes }) => writes.createAccount, 'creates accounts'],
  [({ writes }) => writes.changeAccount, 'changes roles, licences and groups'],
  [({ writes }) => writes.deleteAccount, 'deletes accounts'],
  [({ writes }) => writes.endAccountSessions, 'ends sessions in the app'],
  [({ writes }) => writes.handOver, 'hands over what a leaver owns'],
  [({ writes }) => writes.deactivateIdentity, 'deactivates people'],
  [({ writes }) => writes.reactivateIdentity, 'reactivates people'],
  [({ writes }) => writes.endSessions, 'ends sessions of people'],
  [({ writes }) => writes.assignApp, 'assigns apps'],
  [({ writes }) => writes.unassignApp, 'takes apps back'],
  [({ writes }) => writes.joinGroup, 'changes groups of people'],
  [({ writes }) => writes.upsertCallTask, 'writes tasks'],
]

/** What the catalogue shows. */
export const cardOf = (connector: Connector): ConnectorCard => ({
  id: connector.id,
  name: connector.name,
  category: connector.category,
  summary: connector.summary,
  docs: connector.docs,
  testedAgainst: connector.testedAgainst,
  baseUrl: connector.baseUrl,
  auth: connector.auth.map(({ kind, label, fields }) => ({ kind, label, fields })),
  file:
    connector.file === undefined
      ? null
      : { resource: connector.file.resource, fields: connector.file.fields.map(({ name, label, help }) => ({ name, label, help })) },
  capabilities: capabilityWords.filter(([has]) => has(connector)).map(([, words]) => words),
})
