import type { Demo } from '@rollcall/server/demo.ts'
import { startStandIns } from '@rollcall/simulators'
import { fillWorkspace } from './fill-workspace.ts'

/** Fernhollow Robotics, with an Okta, a dialer and a Salesforce that run inside this process. */
export const demoCompany: Demo = {
  start: async origins => {
    const [okta = 0, relay = 0, salesforce = 0] = origins.map(origin => Number(new URL(origin).port))
    const standIns = await startStandIns({ ports: [okta, relay, salesforce] })
    return {
      origins: [standIns.okta.origin, standIns.relay.origin, standIns.salesforce.origin],
      fill: ctx => fillWorkspace(ctx, standIns),
      stop: () => standIns.close(),
    }
  },
}
