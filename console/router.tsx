import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { ApiProblem } from './data/api-problem.ts'
import { meQuery } from './data/me.ts'
import { auditSearch } from './pages/audit/address.ts'
import { callSearch } from './pages/call/address.ts'
import { callsSearch } from './pages/calls/address.ts'
import { connectionSearch } from './pages/connection/address.ts'
import { findingsSearch } from './pages/findings/address.ts'
import { accessRulesSearch } from './pages/access-rules/address.ts'
import { mappingRulesSearch } from './pages/mapping-rules/address.ts'
import { matchingSearch } from './pages/matching/address.ts'
import { Broken } from './pages/missing/broken.tsx'
import { Missing } from './pages/missing/missing.tsx'
import { PageShape } from './pages/missing/page-shape.tsx'
import { personSearch } from './pages/person/address.ts'
import { peopleSearch } from './pages/people/address.ts'
import { provisioningSearch } from './pages/provisioning/address.ts'
import { plansSearch } from './pages/plans/address.ts'
import { Shell } from './pages/shell/shell.tsx'
import { tasksSearch } from './pages/tasks/address.ts'
import { usersSearch } from './pages/users/address.ts'
import { parseSearch, stringifySearch, text } from './ui/address.ts'

/** The way back after signing in; only ever a path of this console. */
const ownPath = (value: unknown) => text(value)?.match(/^\/(?![/\\]).*/)?.[0]

const root = createRootRouteWithContext<{ queryClient: QueryClient }>()()

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (raw: Record<string, unknown>): { next?: string | undefined } => ({ next: ownPath(raw.next) }),
  component: lazyRouteComponent(() => import('./pages/sign-in/sign-in-page.tsx'), 'SignInPage'),
})
const claim = createRoute({
  getParentRoute: () => root,
  path: '/claim',
  validateSearch: (raw: Record<string, unknown>): { token?: string | undefined } => ({ token: text(raw.token) }),
  component: lazyRouteComponent(() => import('./pages/claim/claim-page.tsx'), 'ClaimPage'),
})

/** Whoever is not signed in does that first, and comes back. */
const signedIn = async ({ context, location }: { context: { queryClient: QueryClient }; location: { pathname: string; href: string } }) => {
  try {
    const me = await context.queryClient.ensureQueryData(meQuery)
    return { me }
  } catch (error) {
    if (!(error instanceof ApiProblem && error.code === 'not_signed_in')) throw error
    throw redirect({ to: '/sign-in', search: location.pathname === '/' ? {} : { next: location.href } })
  }
}

const authorize = createRoute({
  getParentRoute: () => root,
  path: '/authorize',
  beforeLoad: signedIn,
  component: lazyRouteComponent(() => import('./pages/authorize/authorize-page.tsx'), 'AuthorizePage'),
})

const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  component: Shell,
  beforeLoad: signedIn,
})

const home = createRoute({
  getParentRoute: () => shell,
  path: '/',
  beforeLoad: ({ context }) => {
    const { workspace, permissions } = context.me
    throw redirect({ to: workspace.empty ? '/welcome' : permissions.includes('people:read') ? '/overview' : '/calls' })
  },
})
const welcome = createRoute({
  getParentRoute: () => shell,
  path: '/welcome',
  component: lazyRouteComponent(() => import('./pages/welcome/welcome-page.tsx'), 'WelcomePage'),
})
const overview = createRoute({
  getParentRoute: () => shell,
  path: '/overview',
  component: lazyRouteComponent(() => import('./pages/overview/overview-page.tsx'), 'OverviewPage'),
})
const calls = createRoute({
  getParentRoute: () => shell,
  path: '/calls',
  validateSearch: callsSearch,
  component: lazyRouteComponent(() => import('./pages/calls/calls-page.tsx'), 'CallsPage'),
})
const call = createRoute({
  getParentRoute: () => shell,
  path: '/calls/$id',
  validateSearch: callSearch,
  component: lazyRouteComponent(() => import('./pages/call/call-page.tsx'), 'CallPage'),
})
const trackers = createRoute({
  getParentRoute: () => shell,
  path: '/trackers',
  validateSearch: (raw: Record<string, unknown>): { tracker?: string | undefined } => ({ tracker: text(raw.tracker) }),
  component: lazyRouteComponent(() => import('./pages/trackers/trackers-page.tsx'), 'TrackersPage'),
})
const people = createRoute({
  getParentRoute: () => shell,
  path: '/people',
  validateSearch: peopleSearch,
  component: lazyRouteComponent(() => import('./pages/people/people-page.tsx'), 'PeoplePage'),
})
const person = createRoute({
  getParentRoute: () => shell,
  path: '/people/$id',
  validateSearch: personSearch,
  component: lazyRouteComponent(() => import('./pages/person/person-page.tsx'), 'PersonPage'),
})
const matching = createRoute({
  getParentRoute: () => shell,
  path: '/matching',
  validateSearch: matchingSearch,
  component: lazyRouteComponent(() => import('./pages/matching/matching-page.tsx'), 'MatchingPage'),
})
const findings = createRoute({
  getParentRoute: () => shell,
  path: '/findings',
  validateSearch: findingsSearch,
  component: lazyRouteComponent(() => import('./pages/findings/findings-page.tsx'), 'FindingsPage'),
})
const plans = createRoute({
  getParentRoute: () => shell,
  path: '/plans',
  validateSearch: plansSearch,
  component: lazyRouteComponent(() => import('./pages/plans/plans-page.tsx'), 'PlansPage'),
})
const plan = createRoute({
  getParentRoute: () => shell,
  path: '/plans/$id',
  component: lazyRouteComponent(() => import('./pages/plan/plan-page.tsx'), 'PlanPage'),
})
const certificate = createRoute({
  getParentRoute: () => shell,
  path: '/plans/$id/certificate',
  component: lazyRouteComponent(() => import('./pages/certificate/certificate-page.tsx'), 'CertificatePage'),
})
const tasks = createRoute({
  getParentRoute: () => shell,
  path: '/tasks',
  validateSearch: tasksSearch,
  component: lazyRouteComponent(() => import('./pages/tasks/tasks-page.tsx'), 'TasksPage'),
})
const apps = createRoute({
  getParentRoute: () => shell,
  path: '/apps',
  component: lazyRouteComponent(() => import('./pages/apps/apps-page.tsx'), 'AppsPage'),
})
const app = createRoute({
  getParentRoute: () => shell,
  path: '/apps/$id',
  component: lazyRouteComponent(() => import('./pages/app/app-page.tsx'), 'AppPage'),
})
const connections = createRoute({
  getParentRoute: () => shell,
  path: '/connections',
  validateSearch: (raw: Record<string, unknown>): { connection?: string | undefined; add?: string | undefined; problem?: string | undefined } => ({
    connection: text(raw.connection),
    add: text(raw.add),
    problem: text(raw.problem),
  }),
  component: lazyRouteComponent(() => import('./pages/connections/connections-page.tsx'), 'ConnectionsPage'),
})
const connection = createRoute({
  getParentRoute: () => shell,
  path: '/connections/$id',
  validateSearch: connectionSearch,
  component: lazyRouteComponent(() => import('./pages/connection/connection-page.tsx'), 'ConnectionPage'),
})
const audit = createRoute({
  getParentRoute: () => shell,
  path: '/audit',
  validateSearch: auditSearch,
  component: lazyRouteComponent(() => import('./pages/audit/audit-page.tsx'), 'AuditPage'),
})
const evidencePacks = createRoute({
  getParentRoute: () => shell,
  path: '/audit/evidence-packs',
  component: lazyRouteComponent(() => import('./pages/evidence-packs/evidence-packs-page.tsx'), 'EvidencePacksPage'),
})
const settings = createRoute({
  getParentRoute: () => shell,
  path: '/settings',
  component: lazyRouteComponent(() => import('./pages/settings/settings-page.tsx'), 'SettingsPage'),
})
const users = createRoute({
  getParentRoute: () => shell,
  path: '/settings/users',
  validateSearch: usersSearch,
  component: lazyRouteComponent(() => import('./pages/users/users-page.tsx'), 'UsersPage'),
})
const groups = createRoute({
  getParentRoute: () => shell,
  path: '/settings/groups',
  validateSearch: (raw: Record<string, unknown>): { q?: string | undefined; group?: string | undefined } => ({ q: text(raw.q), group: text(raw.group) }),
  component: lazyRouteComponent(() => import('./pages/groups/groups-page.tsx'), 'GroupsPage'),
})
const provisioning = createRoute({
  getParentRoute: () => shell,
  path: '/settings/provisioning',
  validateSearch: provisioningSearch,
  component: lazyRouteComponent(() => import('./pages/provisioning/provisioning-page.tsx'), 'ProvisioningPage'),
})
const roles = createRoute({
  getParentRoute: () => shell,
  path: '/settings/roles',
  component: lazyRouteComponent(() => import('./pages/roles/roles-page.tsx'), 'RolesPage'),
})
const identityProviders = createRoute({
  getParentRoute: () => shell,
  path: '/settings/identity-providers',
  validateSearch: (raw: Record<string, unknown>): { provider?: string | undefined; add?: string | undefined; arrival?: string | undefined } => ({
    provider: text(raw.provider),
    add: text(raw.add),
    arrival: text(raw.arrival),
  }),
  component: lazyRouteComponent(() => import('./pages/identity-providers/identity-providers-page.tsx'), 'IdentityProvidersPage'),
})

const leavers = createRoute({
  getParentRoute: () => shell,
  path: '/settings/leavers',
  validateSearch: (raw: Record<string, unknown>): { q?: string | undefined } => ({ q: text(raw.q) }),
  component: lazyRouteComponent(() => import('./pages/leavers/leavers-page.tsx'), 'LeaversPage'),
})
const leaver = createRoute({
  getParentRoute: () => shell,
  path: '/settings/leavers/$id',
  component: lazyRouteComponent(() => import('./pages/leaver/leaver-page.tsx'), 'LeaverPage'),
})
const findingSettings = createRoute({
  getParentRoute: () => shell,
  path: '/settings/findings',
  component: lazyRouteComponent(() => import('./pages/finding-settings/finding-settings-page.tsx'), 'FindingSettingsPage'),
})
const approvalSettings = createRoute({
  getParentRoute: () => shell,
  path: '/settings/approvals',
  component: lazyRouteComponent(() => import('./pages/approval-settings/approval-settings-page.tsx'), 'ApprovalSettingsPage'),
})
const playbookSettings = createRoute({
  getParentRoute: () => shell,
  path: '/settings/playbooks',
  component: lazyRouteComponent(() => import('./pages/playbook-settings/playbook-settings-page.tsx'), 'PlaybookSettingsPage'),
})
const approvals = createRoute({
  getParentRoute: () => shell,
  path: '/approvals',
  component: lazyRouteComponent(() => import('./pages/approvals/approvals-page.tsx'), 'ApprovalsPage'),
})
const erasures = createRoute({
  getParentRoute: () => shell,
  path: '/settings/erasures',
  component: lazyRouteComponent(() => import('./pages/erasures/erasures-page.tsx'), 'ErasuresPage'),
})
const erasure = createRoute({
  getParentRoute: () => shell,
  path: '/settings/erasures/$id',
  component: lazyRouteComponent(() => import('./pages/erasure/erasure-page.tsx'), 'ErasurePage'),
})
const mappingRules = createRoute({
  getParentRoute: () => shell,
  path: '/settings/mapping-rules',
  validateSearch: mappingRulesSearch,
  component: lazyRouteComponent(() => import('./pages/mapping-rules/mapping-rules-page.tsx'), 'MappingRulesPage'),
})
const accessRules = createRoute({
  getParentRoute: () => shell,
  path: '/settings/access-rules',
  validateSearch: accessRulesSearch,
  component: lazyRouteComponent(() => import('./pages/access-rules/access-rules-page.tsx'), 'AccessRulesPage'),
})
const tokens = createRoute({
  getParentRoute: () => shell,
  path: '/settings/tokens',
  component: lazyRouteComponent(() => import('./pages/tokens/tokens-page.tsx'), 'TokensPage'),
})
const webhooks = createRoute({
  getParentRoute: () => shell,
  path: '/settings/webhooks',
  validateSearch: (raw: Record<string, unknown>): { webhook?: string | undefined; delivery?: string | undefined } => ({
    webhook: text(raw.webhook),
    delivery: text(raw.delivery),
  }),
  component: lazyRouteComponent(() => import('./pages/webhooks/webhooks-page.tsx'), 'WebhooksPage'),
})

const routeTree = root.addChildren([
  authorize,
  signIn,
  claim,
  shell.addChildren([
    home,
    welcome,
    overview,
    calls,
    call,
    trackers,
    people,
    person,
    matching,
    findings,
    plans,
    plan,
    certificate,
    tasks,
    apps,
    app,
    connections,
    connection,
    audit,
    evidencePacks,
    settings,
    users,
    groups,
    roles,
    mappingRules,
    accessRules,
    identityProviders,
    provisioning,
    tokens,
    webhooks,
    leavers,
    leaver,
    findingSettings,
    approvalSettings,
    playbookSettings,
    approvals,
    erasures,
    erasure,
  ]),
])

export const createConsoleRouter = (queryClient: QueryClient) =>
  createRouter({
    routeTree,
    context: { queryClient },
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    defaultPendingMs: 150,
    scrollRestoration: true,
    defaultPendingComponent: PageShape,
    defaultErrorComponent: Broken,
    defaultNotFoundComponent: Missing,
  })

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createConsoleRouter>
  }
}
