import type { Demo } from '@rollcall/server/demo.ts'
import { startStandIns } from '@rollcall/simulators'
import { fillWorkspace } from './fill-workspace.ts'

/** Fernhollow Robotics, with an identity provider and nine apps that run inside this process. */
export const demoCompany: Demo = {
  start: async origins => {
    const standIns = await startStandIns({ ports: origins.map(origin => Number(new URL(origin).port)) })
    return { origins: standIns.origins, fill: ctx => fillWorkspace(ctx, standIns), stop: () => standIns.close() }
  },
}
