// People who are in Okta and in one app, and plans of steps for them, for the tests of what plans do.
import { approvePlan, listPeople, type Plan, readPerson } from '@rollcall/contract'
import { eventually } from '../../../../test/support/workspace.ts'
import { draftSteps, readPlan, type StepDraft } from '../index.ts'
import { type Acme, oktaUser, relayUser, startAcme } from './acme.ts'

export const app = '0oa-relay'
export const reason = 'A playbook asks for it.'

/** Each of `names` is active in Okta and in Relay, which Okta gives them; `new` is in Okta alone, and `boss` administers Relay. `ana` is in Sales. */
export async function startActing(names: readonly string[]) {
  const acme: Acme = await startAcme(
    {
      okta: [...names, 'new'].map(name => oktaUser(name)),
      relay: names.map(name => relayUser(name)).concat(relayUser('boss', { externalId: null, role: 'admin' })),
      groups: [{ id: '00g-sales', name: 'Sales', type: 'OKTA_GROUP', members: names.includes('ana') ? ['00u-ana'] : [] }],
      apps: [{ id: app, name: 'relay', label: 'Relay', assigned: names.map(name => ({ userId: `00u-${name}`, scope: 'USER', externalId: `r-${name}` })) }],
    },
    { environment: { ROLLCALL_VENDOR_TIMEOUT: '0.5' } },
  )
  const { ctx } = acme.workspace
  const plan = (steps: readonly StepDraft[], more: { startsAt?: Date } = {}) => draftSteps(ctx, { steps, ...more })
  const read = ({ id }: Plan) => readPlan(ctx, id)
  return {
    acme,
    plan,
    read,
    reset: async () => {
      acme.okta.reset()
      acme.relay.reset()
      await ctx.db.deleteFrom('verified_changes').execute()
      await acme.sync('okta', 'relay')
    },
    person: async (name: string) => {
      const { items } = await acme.ada.call(listPeople, { query: { q: name } })
      const { id, accounts, identities } = await acme.ada.call(readPerson, { params: { id: items[0]?.id ?? '' } })
      return { id, accountId: accounts.find(({ status }) => status !== 'deleted')?.id ?? '', identityId: identities[0]?.id ?? '' }
    },
    refused: (steps: readonly StepDraft[]) =>
      plan(steps).then(
        () => null,
        (thrown: { code: string; message: string }) => thrown,
      ),
    approve: ({ id, hash }: Plan) => acme.ada.call(approvePlan, { params: { id }, body: { hash } }),
    ended: (of: Plan) =>
      eventually(
        () => read(of),
        ({ state }) => state === 'done' || state === 'stopped',
      ),
    inRelay: (id: string) => acme.relay.state.users.find(user => user.id === id),
    inOkta: (name: string) => acme.okta.state.users.find(user => user.id === `00u-${name}`),
  }
}

export type Acting = Awaited<ReturnType<typeof startActing>>
