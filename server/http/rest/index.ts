import { appRoutes } from './apps.ts'
import { auditRoutes } from './audit.ts'
import { connectionRoutes } from './connections.ts'
import type { DemoHost } from '../../demo.ts'
import { crmRoutes } from './crm.ts'
import { demoRoutes } from './demo.ts'
import { engagementRoutes } from './engagements.ts'
import { lifecycleRoutes } from './lifecycle.ts'
import { peopleRoutes } from './people.ts'
import { provisioningRoutes } from './provisioning.ts'
import type { Route } from './route.ts'
import { signInRoutes } from './sign-in.ts'
import { trackerRoutes } from './trackers.ts'

export function restRoutes(route: Route, demo: DemoHost): void {
  signInRoutes(route)
  connectionRoutes(route)
  engagementRoutes(route)
  trackerRoutes(route)
  crmRoutes(route)
  peopleRoutes(route)
  lifecycleRoutes(route)
  appRoutes(route)
  auditRoutes(route)
  provisioningRoutes(route)
  demoRoutes(route, demo)
}
