import { appRoutes } from './apps.ts'
import { auditRoutes } from './audit.ts'
import { connectionRoutes } from './connections.ts'
import type { DemoHost } from '../../demo.ts'
import { crmRoutes } from './crm.ts'
import { demoRoutes } from './demo.ts'
import { engagementRoutes } from './engagements.ts'
import { evidencePackRoutes } from './evidence-packs.ts'
import { groupRoutes } from './groups.ts'
import { erasureRoutes } from './erasure.ts'
import { leavingRoutes } from './leaving.ts'
import { identityProviderRoutes } from './identity-providers.ts'
import { findingRoutes } from './findings.ts'
import { approvalRoutes } from './approvals.ts'
import { lifecycleRoutes } from './lifecycle.ts'
import { accessRuleRoutes } from './access-rules.ts'
import { mappingRuleRoutes } from './mapping-rules.ts'
import { matchingRoutes } from './matching.ts'
import { overviewRoutes } from './overview.ts'
import { peopleRoutes } from './people.ts'
import { playbookRoutes } from './playbooks.ts'
import { provisioningRoutes } from './provisioning.ts'
import { roleRoutes } from './roles.ts'
import type { Route } from './route.ts'
import { signInRoutes } from './sign-in.ts'
import { taskRoutes } from './tasks.ts'
import { sourceFileRoutes } from './source-files.ts'
import { oauthRoutes } from './oauth.ts'
import { tokenRoutes } from './tokens.ts'
import { trackerRoutes } from './trackers.ts'
import { userImportRoutes } from './user-imports.ts'
import { userRoutes } from './users.ts'
import { webhookRoutes } from './webhooks.ts'

export function restRoutes(route: Route, demo: DemoHost): void {
  signInRoutes(route)
  identityProviderRoutes(route)
  connectionRoutes(route)
  sourceFileRoutes(route)
  engagementRoutes(route)
  trackerRoutes(route)
  crmRoutes(route)
  peopleRoutes(route)
  matchingRoutes(route)
  findingRoutes(route)
  approvalRoutes(route)
  lifecycleRoutes(route)
  playbookRoutes(route)
  taskRoutes(route)
  evidencePackRoutes(route)
  leavingRoutes(route)
  erasureRoutes(route)
  appRoutes(route)
  overviewRoutes(route)
  auditRoutes(route)
  provisioningRoutes(route)
  mappingRuleRoutes(route)
  accessRuleRoutes(route)
  userRoutes(route)
  userImportRoutes(route)
  groupRoutes(route)
  roleRoutes(route)
  tokenRoutes(route)
  oauthRoutes(route)
  webhookRoutes(route)
  demoRoutes(route, demo)
}
