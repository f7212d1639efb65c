// A company whose PagerDuty can only be read: what has to be done in it is done by hand, and proven by the next read.
import { startPagerDuty } from '@rollcall/simulators'
import { approvePlan, compareNow, createConnection, listConnections, listTasks, type Plan, syncConnection, type TaskSummary } from '@rollcall/contract'
import { eventually } from '../../../../test/support/workspace.ts'
import { type Acme, left, oktaUser, startAcme } from '../../lifecycle/testing/acme.ts'

export interface ByHand extends Acme {
  readonly pager: Awaited<ReturnType<typeof startPagerDuty>>
  /** Lets time go by. */
  later(hours: number): void
  /** Reads PagerDuty to its end and compares. */
  readPager(): Promise<void>
  /** Removes somebody in PagerDuty, as an administrator would, and reads it until that is sure. */
  removeAndRead(name: string): Promise<void>
  /** Drafts and approves a plan for a leaver, and answers it with the task that came of it. */
  begin(name: string): Promise<{ plan: Plan; task: TaskSummary }>
}

const hour = 3_600_000

export async function startByHand(leavers: readonly string[], app = 'PagerDuty'): Promise<ByHand> {
  let skew = 0
  const everybody = [...leavers, 'flo', 'gus', 'hal', 'ina']
  const acme = await startAcme(
    { okta: everybody.map(name => oktaUser(name, leavers.includes(name) ? left : {})), relay: [] },
    { clock: { now: () => new Date(Date.now() + skew) } },
  )
  const pager = await startPagerDuty({
    keys: { key: ['read'] },
    seed: {
      users: everybody.map(name => ({
        id: `P-${name}`,
        name: `${name} Test`,
        email: `${name}@acme.test`,
        role: 'user' as const,
        job_title: null,
        invitation_sent: false,
        teams: [],
      })),
    },
  })
  const { id } = await acme.ada.call(createConnection, {
    body: { connector: 'pagerduty', name: app, baseUrl: pager.url, auth: 'api_key', credentials: { apiKey: 'key' } },
  })
  const readsOf = async () => {
    const connection = (await acme.ada.call(listConnections)).items.find(each => each.id === id)
    return connection?.reading === null ? (connection.lastReads[0]?.id ?? '') : ''
  }
  await eventually(readsOf, read => read !== '')
  await acme.ada.call(compareNow)
  const readPager = async () => {
    await acme.workspace.ctx.db.deleteFrom('rate_budgets').execute()
    const before = await readsOf()
    await acme.ada.call(syncConnection, { params: { id } })
    await eventually(readsOf, read => read !== '' && read !== before)
    await acme.ada.call(compareNow)
  }
  return {
    ...acme,
    pager,
    later: hours => {
      skew += hours * hour
    },
    readPager,
    removeAndRead: async name => {
      const { users } = pager.state
      users.splice(
        users.findIndex(user => user.id === `P-${name}`),
        1,
      )
      // Missing after one complete read, gone after two.
      await readPager()
      await readPager()
    },
    begin: async name => {
      const plan = await acme.draft(finding => finding.blocked === null && finding.personName.startsWith(name))
      await acme.ada.call(approvePlan, { params: { id: plan.id }, body: { hash: plan.hash } })
      const { items } = await eventually(
        () => acme.ada.call(listTasks, { query: { planId: plan.id } }),
        tasks => tasks.items.length > 0,
      )
      const [task] = items
      if (task === undefined) throw new Error('There is no task.')
      return { plan, task }
    },
    stop: async () => {
      await acme.stop()
      await pager.close()
    },
  }
}
