import type { Permission } from '@rollcall/contract'
import { Refusal, type Answers } from '../answers.ts'
import { accessRuleAnswers } from './access-rules.ts'
import { done, found, includes, page } from './answering.ts'
import { approvalAnswers } from './approvals.ts'
import { accounts, standingOf } from './app-standing.ts'
import { apps } from './apps.ts'
import { callAnswers } from './call-answers.ts'
import { consolePicture } from './console-picture.ts'
import { directoryAnswers } from './directory-answers.ts'
import { arrivals, breakGlassAdmins, identityProviders, oidcSetUp, samlSetUp } from './identity-providers.ts'
import { ago, day, id, sha } from './ids.ts'
import { integrationAnswers } from './integration-answers.ts'
import { erasurePreview, erasures, holds, leavers, receivers } from './leaving.ts'
import { auditEntries, evidence, findings, plans, planSummaries, provisioningEntries, fights } from './lifecycle.ts'
import { appChoices, decisions, disputes, identityApps, suggestions } from './matching.ts'
import { user, me } from './me.ts'
import { emptyOverview, overview } from './overview.ts'
import { people, personOf } from './people.ts'
import { playbookSettingsAnswers } from './playbook-settings.ts'
import { accessSuggestions, previewOf } from './playbooks.ts'
import { columns, connections, connectors, sourceFiles } from './stack.ts'
import { certificate, evidencePacks, tasks, taskSummaries } from './tasks.ts'

/** The answers of a workspace in the middle of its life. */
export const company = (): Answers => ({
  readMe: () => me,
  signIn: ({ body }) => {
    if (body.password !== 'a long enough password') throw new Refusal('sign_in_failed', 'E-mail, password and code do not belong together.')
    return { ...done, session: 's' }
  },
  claimWorkspace: () => done,
  signOut: () => ({ ...done, next: null }),
  loadDemo: () => done,
  listSessions: () => ({
    items: [
      { id: id('session', 1), current: true, client: 'Chrome on macOS', createdAt: ago(3 * day), lastUsedAt: ago(0), expiresAt: ago(-9 * day) },
      { id: id('session', 2), current: false, client: 'rollcall 0.1.0 on Linux', createdAt: ago(20 * day), lastUsedAt: ago(2 * day), expiresAt: ago(-2 * day) },
    ],
  }),
  revokeSession: () => done,
  beginTotp: () => ({ secret: 'JBSWY3DPEHPK3PXP', uri: 'otpauth://totp/Rollcall:mara.lindqvist@northbeam.example?secret=JBSWY3DPEHPK3PXP&issuer=Rollcall' }),
  confirmTotp: () => ({ ...user, totp: true }),
  listPasskeys: () => ({
    items: [
      { id: id('passkey', 1), name: 'Laptop', synced: true, createdAt: ago(30 * day), lastUsedAt: ago(2 * day) },
      { id: id('passkey', 2), name: 'Key in the safe', synced: false, createdAt: ago(29 * day), lastUsedAt: null },
    ],
  }),
  renamePasskey: ({ params, body }) => ({ id: params.id, ...body, synced: true, createdAt: ago(30 * day), lastUsedAt: ago(2 * day) }),
  removePasskey: () => done,
  previewAuthorization: () => ({
    ask: { clientName: 'Quill', goesTo: '127.0.0.1:47821', scopes: ['people:read', 'plans:write'], withheld: ['calls:read'] },
    redirectTo: null,
  }),
  decideAuthorization: () => ({ redirectTo: '/settings/tokens' }),
  ...directoryAnswers,
  ...integrationAnswers,

  listLeavers: ({ query }) =>
    page(
      leavers.filter(({ name }) => includes(name, query.q)),
      query,
    ),
  readLeaver: ({ params }) => found(leavers, params.id),
  listReceivers: ({ query }) => ({ items: receivers.filter(({ name }) => includes(name, query.q)) }),
  handOver: ({ params }) => found(leavers, params.id),
  giveBack: () => leavers[0]!,
  readHandOverRule: () => ({ to: 'manager' }),
  writeHandOverRule: ({ body }) => body,
  listHolds: () => ({ items: holds }),
  placeHold: ({ body }) => ({ ...holds[0]!, ...body, label: body.subject }),
  releaseHold: ({ params }) => found(holds, params.id),
  previewErasure: () => erasurePreview,
  requestErasure: () => erasures[0]!,
  listErasures: ({ query }) => page(erasures, query),
  readErasure: ({ params }) => found(erasures, params.id),

  listIdentityProviders: () => ({ items: identityProviders }),
  readOidcSetUp: () => oidcSetUp,
  readSamlSetUp: () => samlSetUp,
  listSignInArrivals: ({ params }) => ({ items: params.id === id('provider', 1) ? arrivals : [] }),
  createIdentityProvider: ({ body }) => ({ ...found(identityProviders, id('provider', 2)), name: body.name }),
  updateIdentityProvider: ({ params }) => found(identityProviders, params.id),
  deleteIdentityProvider: () => done,
  listBreakGlass: () => ({ items: breakGlassAdmins }),
  setBreakGlass: ({ params, body }) => ({ ...found(breakGlassAdmins, params.id), ...body }),
  discoverSignIn: () => ({ providers: [], password: true }),

  ...callAnswers,

  listPeople: ({ query }) => ({
    ...page(
      people.filter(
        person =>
          includes(person.displayName, query.q) &&
          (!query.mark || person.marks.some(({ mark }) => mark === query.mark)) &&
          (!query.status || person.status === query.status),
      ),
      query,
    ),
    columns,
  }),
  readPerson: ({ params }) => personOf(people.indexOf(found(people, params.id))),
  protectAccount: ({ params, body }) => ({ ...found(personOf(0).accounts.concat(personOf(1).accounts), params.id), ...body }),

  listMatchQuestions: ({ query }) => page(query.of === 'disputes' ? disputes : suggestions, query),
  listMatchDecisions: ({ query }) => page(decisions, query),
  decideMatch: ({ body }) => ({ ...decisions[0]!, id: id('decision', 9), kind: body.kind, sentence: 'It is decided.', reason: body.reason, decidedAt: ago(0) }),
  undoMatch: ({ params }) => ({ ...decisions[0]!, id: params.id, undoneBy: user.email, undoneAt: ago(0) }),
  listIdentityApps: () => ({ items: identityApps, choices: appChoices }),
  chooseIdentityApp: ({ params }) => identityApps.find(({ externalId }) => externalId === params.externalId)!,

  listFindings: ({ query }) =>
    page(
      findings.filter(
        finding =>
          includes(finding.sentence, query.q) &&
          (!query.personId || finding.personId === query.personId) &&
          (!query.kind || finding.kind === query.kind) &&
          (!query.state || finding.state === query.state),
      ),
      query,
    ),
  summarizeFindings: () => ({
    open: findings.length,
    planned: 0,
    accepted: 0,
    ages: { day: 0, week: 0, month: 0, quarter: 0, older: 0 },
    costs: [],
    kinds: [],
  }),
  readFinding: ({ params }) => found(findings, params.id),
  assignFinding: ({ params, body }) => ({ ...found(findings, params.id), note: body.note }),
  acceptFinding: ({ params, body }) => ({ ...found(findings, params.id), state: 'accepted', accepted: { ...body, by: user.name } }),
  decideFindings: ({ body }) => ({ decided: body.findingIds.length, refused: [] }),
  reopenFinding: ({ params }) => ({ ...found(findings, params.id), state: 'open', accepted: null }),
  listFindingOwners: () => ({ items: receivers }),
  readFindingThresholds: () => ({ neverSignedInDays: 30, idleDays: 90, noRoleDays: 7, stagedDays: 14, usedAfterDays: 90 }),
  writeFindingThresholds: ({ body }) => body,
  listLicencePrices: () => ({
    items: [{ connectionId: connections[1]!.id, licence: 'Enterprise', amount: 165, currency: 'USD' }],
    licences: [
      { connectionId: connections[1]!.id, licence: 'Enterprise', accounts: 96 },
      { connectionId: connections[1]!.id, licence: 'Platform', accounts: 31 },
      { connectionId: connections[2]!.id, licence: null, accounts: 112 },
    ],
  }),
  writeLicencePrices: ({ body }) => body,
  compareNow: () => ({ open: findings.length, opened: 1, resolved: 0 }),
  draftPlan: () => plans[0]!,
  draftPlaybook: () => ({ plan: plans[0]!, leftOut: [] }),
  previewPlaybook: ({ body }) => previewOf(body),
  suggestAccess: () => ({ items: accessSuggestions }),
  ...accessRuleAnswers,
  ...approvalAnswers,
  ...playbookSettingsAnswers,
  listPlans: ({ query }) =>
    page(
      planSummaries.filter(({ state }) => !query.state || state === query.state),
      query,
    ),
  readPlan: ({ params }) => found(plans, params.id),
  approvePlan: ({ params, body }) => {
    const plan = found(plans, params.id)
    if (plan.hash !== body.hash) throw new Refusal('plan_hash_differs', 'The plan is not the one that was shown.')
    return {
      ...plan,
      state: 'applying',
      approvals: [{ userId: user.id, userName: user.name, at: ago(0), hash: plan.hash, policy: null, inPlaceOf: null }],
      startedAt: ago(0),
    }
  },
  discardPlan: ({ params }) => ({ ...found(plans, params.id), state: 'discarded' }),
  draftUndo: () => plans[0]!,
  retryStep: ({ params }) => found(plans, params.id),
  pausePlan: ({ params }) => ({ ...found(plans, params.id), state: 'paused' }),
  resumePlan: ({ params }) => found(plans, params.id),
  stopPlan: ({ params }) => ({ ...found(plans, params.id), state: 'stopped' }),
  attestStep: ({ params }) => found(plans, params.id),
  listFights: () => ({ items: fights }),
  tryAnyway: () => ({ items: [] }),
  listEvidence: () => ({ items: evidence }),

  readOverview: () => overview,

  listTasks: ({ query }) =>
    page(
      taskSummaries.filter(({ owner, state }) => (query.owner !== 'nobody' || owner === null) && (query.state === 'all' || state === query.state)),
      query,
    ),
  readTask: ({ params }) => found(tasks, params.id),
  finishTask: ({ params, body }) => ({ ...found(tasks, params.id), state: body.done ? 'waits_for_proof' : 'open' }),
  listEvidencePacks: ({ query }) => page(evidencePacks, query),
  readPlanCertificate: () => certificate,

  readAppStanding: ({ params }) => standingOf(found(connections, params.id)),
  listAccounts: ({ query }) =>
    page(
      accounts.filter(each => includes(each.displayName, query.q) && (!query.status || each.status === query.status)),
      query,
    ),
  listApps: () => ({ items: apps }),
  listConnectors: () => ({ items: connectors }),
  readConsoleCheck: () => ({
    screenshot: { id: id('picture', 1), takenAt: ago(9 * 60), shows: 'the list of users, its rows covered', sha256: sha(3), png: consolePicture },
  }),
  readConsoleScreenshot: ({ params }) => {
    if (params.id !== id('picture', 1))
      throw new Refusal('not_found', 'There is no screenshot with this id; it may have been erased with the person it showed.')
    return { id: params.id, takenAt: ago(8), shows: 'the page of the user', sha256: sha(3), png: consolePicture }
  },
  listConnections: () => ({ items: connections }),
  listSourceFiles: () => ({ items: sourceFiles, mapping: null }),
  readConnection: ({ params }) => found(connections, params.id),
  createConnection: ({ body }) => ({ ...connections[0]!, id: id('connection', 9), connector: body.connector, name: body.name, state: 'unchecked' }),
  updateConnection: ({ params }) => found(connections, params.id),
  deleteConnection: () => done,
  checkConnection: ({ params }) => found(connections, params.id),
  syncConnection: ({ params }) => ({ ...found(connections, params.id), reading: { resource: 'people', rows: 0 } }),
  authorizeConnection: () => ({ url: 'https://northbeam.salesforce.example/authorize' }),

  listAudit: ({ query }) =>
    page(
      auditEntries.filter(({ action }) => includes(action, query.q)),
      query,
    ),
  listProvisioningLog: ({ query }) =>
    page(
      provisioningEntries.filter(({ refusal }) => !query.refused || refusal !== null),
      query,
    ),
  verifyAudit: () => ({ entries: 412, intact: true, brokenAt: null, head: sha(412) }),
})

const none = () => ({ items: [], nextCursor: null, total: 0 })

/** The answers of a workspace that nobody has used yet. */
export const emptyCompany = (): Answers => ({
  ...company(),
  readMe: () => ({ ...me, workspace: { ...me.workspace, demo: false, empty: true } }),
  listEngagements: none,
  listTrackers: () => ({ items: [], rescanning: 0 }),
  listPeople: () => ({ items: [], nextCursor: null, total: 0, columns: [] }),
  listMatchQuestions: none,
  listMatchDecisions: none,
  listIdentityApps: () => ({ items: [], choices: [] }),
  listFindings: none,
  readOverview: () => emptyOverview,
  listPlans: none,
  listWaitingApprovals: () => ({ items: [] }),
  listSubstitutes: () => ({ items: [] }),
  listFights: () => ({ items: [] }),
  listTasks: none,
  readTaskDefaults: () => ({ dueDays: 3, apps: [] }),
  listEvidencePacks: none,
  listConnections: () => ({ items: [] }),
  listUsers: none,
  listGroups: none,
  listIdentityProviders: () => ({ items: [] }),
  listAudit: none,
  listProvisioningLog: none,
  listPasskeys: () => ({ items: [] }),
  previewAuthorization: () => ({
    ask: { clientName: 'Quill', goesTo: '127.0.0.1:47821', scopes: ['people:read', 'plans:write'], withheld: ['calls:read'] },
    redirectTo: null,
  }),
  decideAuthorization: () => ({ redirectTo: '/settings/tokens' }),
  listTokens: () => ({ items: [] }),
  listLeavers: none,
  listHolds: () => ({ items: [] }),
  listErasures: none,
  readAccessRules: () => ({ version: 0, savedAt: null, savedBy: null, rules: [], closed: [], exceptions: [], ended: [], warnings: [] }),
  readMappingRules: () => ({ version: 0, savedAt: null, savedBy: null, rules: [], given: {} }),
  listAwaitedManagers: () => ({ items: [] }),
  listWebhooks: () => ({ items: [] }),
  listCrmAccounts: () => ({ items: [] }),
})

/** The answers of a server whose reads all fail, except who is asking. */
export const brokenCompany = (): Answers => ({ readMe: () => me, listConnectors: () => ({ items: connectors }) })

/** The same, for somebody who may do this and nothing else. */
export const companyFor = (...permissions: Permission[]): Answers => ({ ...company(), readMe: () => ({ ...me, permissions }) })
