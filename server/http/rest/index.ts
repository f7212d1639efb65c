import { auditRoutes } from './audit.ts'
import { connectionRoutes } from './connections.ts'
import type { Route } from './route.ts'
import { signInRoutes } from './sign-in.ts'

export function restRoutes(route: Route): void {
  signInRoutes(route)
  connectionRoutes(route)
  auditRoutes(route)
}
