import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRole } from '@rollcall/contract'
import { enterpriseUser } from '../../../test/scim/scim-client.ts'
import { attribute, openRuledWorkspace, rule, type RuledWorkspace } from '../../../test/support/mapping-rules.ts'
import { updateUser } from '../../modules/directory/index.ts'

describe('who wins', () => {
  let ruled: RuledWorkspace
  beforeAll(async () => {
    ruled = await openRuledWorkspace()
  })
  afterAll(() => ruled.workspace.stop())

  const sayings = { manual: 'rep-sdr', jit: 'manager-ae', scim: 'manager-sdr', pinned: 'enablement' } as const
  type Source = keyof typeof sayings
  const order: readonly Source[] = ['pinned', 'scim', 'jit', 'manual']
  const subsets = Array.from({ length: 16 }, (_, bits) => order.filter((_source, index) => bits & (1 << index)))
  const cases = (['manual', 'jit', 'scim'] as const).flatMap(door => subsets.map(said => ({ door, said })))
  /** Pinned, then of each door what it said before what a rule gives there, then the default. */
  const expected = (door: Source, said: readonly Source[], byRule: string | null): [role: string, source: string] => {
    for (const source of order) {
      if (said.includes(source)) return [sayings[source], source]
      if (source === door && byRule !== null) return [byRule, source]
    }
    return ['rep-ae', 'default']
  }

  it('is the same for every door, whatever each of them said', async () => {
    await ruled.save([])
    const { id: byRule } = await ruled.ada.call(createRole, { body: { name: 'By rule', permissions: [] } })
    const people: { id: string; door: Source; said: readonly Source[] }[] = []
    for (const [index, { door, said }] of cases.entries()) {
      const { id } = await ruled.inDepartment(`who${index}`, 'Precedence')
      const [role, role_source] = expected(door, said, null)
      const withheld = Object.fromEntries(said.filter(source => source !== role_source).map(source => [source, sayings[source]]))
      const change = { role, role_source: role_source as Source | 'default', door: door as 'manual' }
      await updateUser(ruled.workspace.ctx.db, id, { ...change, withheld: JSON.stringify(Object.keys(withheld).length === 0 ? {} : { role: withheld }) })
      people.push({ id, door, said })
    }
    const found = () =>
      Promise.all(
        people.map(async ({ id }) => {
          const { role, role_source } = await ruled.rowOf(id)
          return [role, role_source]
        }),
      )
    const before = await Promise.all(people.map(({ id }) => ruled.rowOf(id)))
    const ours = rule({ role: byRule }, attribute('department', 'precedence'))
    await ruled.save([ours])
    expect(await found()).toEqual(people.map(({ door, said }) => expected(door, said, byRule)))
    await ruled.save([])
    // Nothing that anybody said was lost under the rule.
    for (const [index, { id }] of people.entries()) {
      const { version: _, modified_at: __, ...row } = await ruled.rowOf(id)
      expect(before[index]).toMatchObject(row)
    }
  })

  it('is never a rule over what somebody pinned, and by SCIM a rule over what was given by hand', async () => {
    await ruled.save([rule({ role: 'manager-ae', licence: 'listener' }, attribute('department', 'Pinning'))])
    const { id } = await ruled.make('pinning')
    await updateUser(ruled.workspace.ctx.db, id, { role: 'enablement', role_source: 'pinned', licence: 'recorder', licence_source: 'manual' })
    await ruled.patch(id, { op: 'replace', path: `${enterpriseUser}:department`, value: 'Pinning' })
    expect(await ruled.rowOf(id)).toMatchObject({ role: 'enablement', role_source: 'pinned', role_rule: null, licence: 'listener', licence_source: 'scim' })
    await ruled.patch(id, { op: 'remove', path: `${enterpriseUser}:department` })
    expect(await ruled.rowOf(id)).toMatchObject({ role: 'enablement', licence: 'recorder', licence_source: 'manual', licence_rule: null })
  })
})
