import { type MappingRule, previewMappingRules, type RuleCondition, saveMappingRules } from '@rollcall/contract'
import { enterpriseUser, oktaUser, patchOf, provision } from '../scim/scim-client.ts'
import { startWorkspace } from './workspace.ts'

export const rule = (gives: MappingRule['gives'], ...conditions: RuleCondition[]): MappingRule => ({ id: crypto.randomUUID(), match: 'all', conditions, gives })

export const attribute = (path: string, ...values: string[]): RuleCondition => ({
  kind: 'attribute',
  path,
  operator: values.length === 1 ? 'is' : 'one_of',
  values,
})

export const group = (...values: string[]): RuleCondition => ({ kind: 'group', operator: values.length === 1 ? 'is' : 'one_of', values })

/** A workspace whose users come by SCIM, with what its rules are tested by. */
export async function openRuledWorkspace() {
  const workspace = await startWorkspace()
  const { scim, admin: ada, secret } = await provision(workspace)
  const make = async (name: string, extra: Record<string, unknown> = {}) => (await scim.expecting(201, 'POST', '/Users', oktaUser(name, extra))).body
  return {
    workspace,
    scim,
    ada,
    secret,
    make,
    inDepartment: (name: string, department: string, extra: Record<string, unknown> = {}) => make(name, { [enterpriseUser]: { department }, ...extra }),
    read: async (id: string) => (await scim.expecting(200, 'GET', `/Users/${id}`)).body,
    patch: (id: string, ...operations: object[]) => scim.expecting(204, 'PATCH', `/Users/${id}`, patchOf(...operations)),
    /** Previews and saves. */
    save: async (rules: MappingRule[]) => {
      const { hash } = await ada.call(previewMappingRules, { body: { rules } })
      return ada.call(saveMappingRules, { body: { rules, hash } })
    },
    /** The user as the database keeps it. */
    rowOf: (id: string) => workspace.ctx.db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  }
}
export type RuledWorkspace = Awaited<ReturnType<typeof openRuledWorkspace>>
