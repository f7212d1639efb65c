// Random users under random rules: what a preview says is what saving does, and what saving does is what every door would have done.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AccessChange, type MappingRule, previewMappingRules, type RuleCondition, saveMappingRules } from '@rollcall/contract'
import { enterpriseUser, oktaUser, patchOf, provision, type ScimClient } from '../../../test/scim/scim-client.ts'
import { type Client, startWorkspace, type Workspace } from '../../../test/support/workspace.ts'

/** The same numbers in every run (mulberry32). */
function randomFrom(seed: number) {
  let state = seed
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const pick = <T>(from: readonly [T, ...T[]]): T => from[Math.floor(next() * from.length)] ?? from[0]
  return { pick, chance: (share: number) => next() < share, upTo: (most: number) => Math.floor(next() * (most + 1)) }
}

const departments = ['Sales', 'SALES', 'Field Sales', 'IT', 'Café', 'CAFÉ', 'Ops "A"', "O'Brien"] as const
const titles = ['AE', 'SDR', 'Lead', 'Head of IT'] as const
const roles = ['rep-ae', 'rep-sdr', 'manager-ae', 'manager-sdr', 'enablement'] as const
const roleNames = ['Rep (SDR)', 'Manager (AE/Other)'] as const
const groups = ['Team A', 'Team B', 'Équipe'] as const
const operators = ['is', 'one_of', 'contains', 'starts_with'] as const

describe('random users under random rules', () => {
  let workspace: Workspace
  let scim: ScimClient
  let ada: Client
  beforeAll(async () => {
    workspace = await startWorkspace()
    const provisioned = await provision(workspace)
    scim = provisioned.scim
    ada = provisioned.admin
  })
  afterAll(() => workspace.stop())

  const names = async () =>
    new Map(
      (await workspace.ctx.db.selectFrom('users').selectAll().execute()).map(row => [
        row.id,
        { role: row.role, licence: row.licence, manager: row.manager_ref },
      ]),
    )
  const grants = () =>
    workspace.ctx.db
      .selectFrom('users')
      .select([
        'id',
        'role',
        'role_source',
        'role_rule',
        'licence',
        'licence_source',
        'licence_rule',
        'manager_ref',
        'manager_source',
        'manager_rule',
        'manager_id',
        'withheld',
      ])
      .orderBy('ordinal')
      .execute()
  const previewAll = async (rules: MappingRule[]) => {
    const items: AccessChange[] = []
    let page = await ada.call(previewMappingRules, { query: { limit: 7 }, body: { rules } })
    items.push(...page.items)
    while (page.nextCursor !== null) {
      page = await ada.call(previewMappingRules, { query: { limit: 7, cursor: page.nextCursor }, body: { rules } })
      items.push(...page.items)
    }
    return { ...page, items }
  }

  it.each([1, 2, 3])('preview what saving does (seed %i)', async seed => {
    const random = randomFrom(seed)
    const condition = (): RuleCondition => {
      const operator = random.pick(operators)
      if (random.chance(0.25)) return { kind: 'group', operator, values: [random.pick(groups).toLowerCase()] }
      if (random.chance(0.2)) return { kind: 'attribute', path: 'chorus_role', operator, values: [random.pick(roleNames)] }
      if (random.chance(0.2)) return { kind: 'attribute', path: 'emails.value', operator: 'contains', values: [`p${seed}-${random.upTo(2)}`] }
      return random.chance(0.6)
        ? { kind: 'attribute', path: 'department', operator, values: [random.pick(departments)] }
        : { kind: 'attribute', path: 'title', operator, values: [random.pick(titles).toLowerCase()] }
    }
    const rule = (): MappingRule => ({
      id: crypto.randomUUID(),
      match: random.pick(['all', 'any']),
      conditions: Array.from({ length: random.upTo(2) }, condition),
      gives: random.pick<MappingRule['gives']>([
        { role: random.pick(roles) },
        { licence: random.pick(['recorder', 'listener']) },
        { role: random.pick(roles), manager: { kind: 'named', value: `p${seed}-${random.upTo(12)}@acme.test` } },
        { manager: { kind: 'attribute', path: 'costCenter' } },
      ]),
    })
    const ids: string[] = []
    for (let each = 0; each < 20; each++) {
      const extra = {
        ...(random.chance(0.7) ? { title: random.pick(titles) } : {}),
        ...(random.chance(0.3) ? { chorus_role: random.pick(roleNames) } : {}),
        ...(random.chance(0.2) ? { manager_email: `p${seed}-${random.upTo(19)}@acme.test` } : {}),
        ...(random.chance(0.8)
          ? {
              [enterpriseUser]: {
                department: random.pick(departments),
                ...(random.chance(0.4) ? { costCenter: `p${seed}-${random.upTo(25)}@acme.test` } : {}),
              },
            }
          : {}),
      }
      ids.push((await scim.expecting(201, 'POST', '/Users', oktaUser(`p${seed}-${each}`, extra))).body.id)
    }
    for (const displayName of groups)
      await scim.expecting(201, 'POST', '/Groups', {
        displayName: `${displayName} ${seed}`,
        members: ids.filter(() => random.chance(0.4)).map(value => ({ value })),
      })

    for (let round = 0; round < 3; round++) {
      const rules = Array.from({ length: 1 + random.upTo(5) }, rule)
      const before = await names()
      const preview = await previewAll(rules)
      expect(await names()).toEqual(before)
      await ada.call(saveMappingRules, { body: { rules, hash: preview.hash } })
      const after = await names()
      const changed = [...after].filter(([id, row]) => JSON.stringify(row) !== JSON.stringify(before.get(id))).map(([id]) => id)
      expect(preview.items.map(item => item.userId).toSorted()).toEqual(changed.toSorted())
      expect(preview.changed).toBe(changed.length)
      expect((await ada.call(previewMappingRules, { body: { rules } })).changed).toBe(0)

      // A write that changes nothing rules look at leaves everybody as the save left them.
      const settled = await grants()
      for (const id of ids) await scim.expecting(204, 'PATCH', `/Users/${id}`, patchOf({ op: 'replace', path: 'nickName', value: `Round ${round}` }))
      expect(await grants()).toEqual(settled)
    }
  })
})
