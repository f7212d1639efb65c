import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readAccessRules } from '@rollcall/contract'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Roll, startRoll } from '@rollcall/server/modules/lifecycle/testing/roll.ts'
import { type Client, openClient } from '../client.ts'
import { applyRules, exportRules, planRules } from './rules.ts'

const text = `# the file that is under version control
rules:
  - name: Sales has Relay
    conditions:
      - { kind: attribute, name: department, operator: is, values: [Sales] }
    gives:
      - app: Relay
        role: Agent
closed: [Relay]
`

describe('rollcall rules', () => {
  let roll: Roll
  let client: Client
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-rules-'))
  const file = join(folder, 'rules.yaml')
  let said = ''
  beforeAll(async () => {
    roll = await startRoll()
    client = openClient(roll.workspace.url, roll.ada.headers.authorization?.replace('Bearer ', '') ?? null)
    vi.spyOn(process.stdout, 'write').mockImplementation(words => {
      said += String(words)
      return true
    })
    const okta = await roll.connect('Okta', 'okta', ['identities'])
    await roll.connect('Relay', 'scim', ['accounts'])
    await roll.identity(okta, 'ana', { department: 'Sales' })
    await roll.compare()
  })
  afterAll(async () => {
    vi.restoreAllMocks()
    await roll.stop()
  })
  const version = async () => (await roll.ada.call(readAccessRules)).version
  const refusalOf = (wrong: string): Promise<string> => {
    writeFileSync(file, wrong)
    return planRules(client, file).then(
      code => `ended with ${code}`,
      (thrown: unknown) => String(thrown),
    )
  }

  it('says what a file would do, ends with 2, does it, and ends with 0 when there is nothing more to do', async () => {
    writeFileSync(file, text)
    expect(await planRules(client, file)).toBe(2)
    expect(said).toContain('rules.yaml:8:15: warning: No account of Relay has the role "Agent".')
    expect(said).toContain('+ rule Sales has Relay')
    expect(said).toContain('1 findings would open and 0 would be resolved, about 1 persons.')
    expect(await version()).toBe(0)
    await applyRules(client, file)
    expect(await version()).toBe(1)
    expect((await roll.findings('person_without_account')).map(({ personName }) => personName)).toEqual(['ana'])
    expect(await planRules(client, file)).toBe(0)
    const out = join(folder, 'out.yaml')
    await exportRules(client, out)
    expect(readFileSync(out, 'utf8')).toContain('app: Relay')
    expect(await planRules(client, out)).toBe(0)
    await applyRules(client, out)
    expect(await version()).toBe(1)
  })

  it('tells line and column of what is wrong, and changes nothing', async () => {
    expect(await refusalOf(text.replace('closed: [Relay]', 'closed: [Relay'))).toMatch(/rules\.yaml:10:1: /)
    expect(await refusalOf(text.replace('operator: is', 'operator: equals'))).toMatch(/rules\.yaml:5:56: rules\.0\.conditions\.0\.operator: /)
    expect(await refusalOf(text.replace('role: Agent', 'roles: Agent'))).toMatch(/rules\.yaml:8:\d+: rules\.0\.gives\.0\.roles: /)
    expect(await refusalOf(text.replace('- app: Relay', '- app: Relais'))).toContain(
      'rules.yaml:7:14: There is no connection called "Relais". Connect it first, or correct the name.',
    )
    await expect(planRules(client, join(folder, 'none.yaml'))).rejects.toThrow('There is no such file.')
    expect(await version()).toBe(1)
  })
})
