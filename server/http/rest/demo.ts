import { loadDemo } from '@rollcall/contract'
import type { DemoHost } from '../../demo.ts'
import { Refused } from '../../errors.ts'
import { done, type Route } from './route.ts'
import { readWorkspace } from './workspace.ts'

export function demoRoutes(route: Route, demo: DemoHost): void {
  route(loadDemo, async ctx => {
    if (!(await readWorkspace(ctx)).empty)
      throw new Refused('conflict', 'This workspace has connections or calls of its own. The demo company is loaded into an empty one only: npm run demo')
    await demo.load(ctx)
    return done
  })
}
