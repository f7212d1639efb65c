import type { AccessRuleChoices } from '@rollcall/contract'
import type { Context } from '../../../context.ts'
import { findConnections } from '../../connections/index.ts'
import { type Resource, resourcesOf } from '../resources.ts'
import { findAccountChoices, findIdentityChoices } from './choices.queries.ts'

/** What rules can speak of. Employee numbers are each somebody's own, so that there is nothing to choose among. */
export async function listAccessRuleChoices({ db }: Context): Promise<AccessRuleChoices> {
  const connections = (await findConnections(db)).toSorted((a, b) => a.name.localeCompare(b.name))
  const reading = (resource: Resource) => connections.filter(({ connector }) => resourcesOf(connector).includes(resource))
  const said = await findIdentityChoices(db)
  const held = await findAccountChoices(db)
  const attribute = (kind: string) => said.filter(each => each.kind === kind).map(({ name }) => name)
  const heldIn = Map.groupBy(held, ({ connectionId }) => connectionId)
  return {
    attributes: { department: attribute('department'), title: attribute('title'), manager: attribute('manager') },
    sources: reading('identities').map(({ id, name }) => ({
      name,
      groups: said.filter(({ kind, connectionId }) => kind === 'group' && connectionId === id).map(group => group.name),
    })),
    apps: reading('accounts').map(({ id, name }) => {
      const of = (kind: string) => (heldIn.get(id) ?? []).filter(each => each.kind === kind).map(each => each.name)
      return { name, roles: of('role'), licences: of('licence'), groups: of('group') }
    }),
  }
}
