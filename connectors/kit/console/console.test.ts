import { describe, expect, it } from 'vitest'
import { chorus, clari, cognism, peopleAi } from '../../index.ts'
import { recipes as inChorus } from '../../chorus/recipes.ts'
import { recipes as inClari } from '../../clari/recipes.ts'
import { recipes as inCognism } from '../../cognism/recipes.ts'
import { recipes as inPeopleAi } from '../../people-ai/recipes.ts'
import { drain } from '../read.ts'
import { testPorts } from '../testing/index.ts'
import { openVendorApi, type VendorApi } from '../vendor-api.ts'
import type { Cells, ConsoleSession, Readout } from './desk.ts'
import { ConsoleRecipes, filledIn, Recipe, valuesOf } from './recipe.ts'

const nothing: Readout = { found: true, pages: [], total: null, fields: null }
const page: Cells = { id: 'u-1', displayName: 'Pat', email: 'pat@acme.test', status: 'Active', role: 'Rep', group: 'Not assigned', lastActive: '2026-11-01' }

/** A console by what its recipes read; tells which were carried out, with what. */
const opened = (readouts: Partial<Record<keyof ConsoleRecipes, Partial<Readout>>>) => {
  const done: [string, Record<string, string>][] = []
  const session: ConsoleSession = {
    user: 'ops@acme.test',
    run: async (recipe, values) => {
      const [name = ''] = Object.entries(inClari).find(([, one]) => one === recipe) ?? []
      done.push([name, values])
      return { ...nothing, ...readouts[name as keyof ConsoleRecipes] }
    },
    rehearse: async () => nothing,
  }
  const ports = testPorts({ console: (_recipes, work) => work(session) })
  const api = openVendorApi({ connector: clari, baseUrl: 'https://app.clari.com', auth: 'console', credentials: {}, ports })
  return { api, done }
}
const { reads, writes } = clari

describe('Accounts of a console', () => {
  it('are rows in our words; a row that cannot be told apart makes the read incomplete', async () => {
    const { api } = opened({ listAccounts: { pages: [[page, { ...page, id: 'u-2', status: 'Gone fishing' }], [{ ...page, email: '' }]], total: 3 } })
    const rows: unknown[] = []
    const verdict = await drain(reads.accounts!(api), more => void rows.push(...more))
    expect(rows).toMatchObject([
      { externalId: 'u-1', status: 'active', role: 'Rep', groups: [], lastActiveAt: '2026-11-01T00:00:00Z' },
      { externalId: 'u-2', status: 'unknown', vendorStatus: 'Gone fishing' },
    ])
    expect(verdict).toMatchObject({ complete: false, rows: 2, problems: [expect.stringContaining('row 3')] })
  })

  it('that are fewer than the console counts make the read incomplete', async () => {
    const { api } = opened({ listAccounts: { pages: [[page]], total: 2 } })
    expect(await drain(reads.accounts!(api), () => {})).toMatchObject({ complete: false, problems: ['The source counts 2 rows and gave 1.'] })
  })

  const change = (version: string | null = null) => ({ externalId: 'u-1', version })

  it('are not changed where they are gone, are somebody else or moved on, and not twice', async () => {
    const gone = opened({ readAccount: { found: false } })
    await expect(writes.deactivateAccount!(gone.api, change())).rejects.toMatchObject({ kind: 'not_found' })
    const other = opened({ readAccount: { fields: { ...page, id: 'u-7' } } })
    await expect(writes.deactivateAccount!(other.api, change())).rejects.toMatchObject({ kind: 'malformed' })
    const moved = opened({ readAccount: { fields: page } })
    await expect(writes.deactivateAccount!(moved.api, change('of yesterday'))).rejects.toMatchObject({ kind: 'conflict' })
    const off = opened({ readAccount: { fields: { ...page, status: 'Deactivated' } } })
    await writes.deactivateAccount!(off.api, change())
    for (const { done } of [gone, other, moved, off]) expect(done.map(([name]) => name)).toEqual(['readAccount'])
  })

  it('are changed as far as the console can; the rest is refused before it is opened', async () => {
    const { api, done } = opened({ readAccount: { fields: page } })
    await writes.changeAccount!(api, change(), { role: null, groups: ['Renewals'] })
    expect(done.at(-1)).toEqual(['changeAccount', { role: 'Not assigned', group: 'Renewals', id: 'u-1', userName: 'pat@acme.test' }])
    const before = done.length
    expect(() => writes.changeAccount!(api, change(), { licence: 'Full' })).toThrow('Rollcall cannot set a licence in the console of Clari')
    expect(() => writes.changeAccount!(api, change(), { groups: ['A', 'B'] })).toThrow('more than one group')
    expect(done).toHaveLength(before)
  })

  it('of one name twice are for somebody to tell apart; part of a name finds nobody', async () => {
    const two = opened({ findAccount: { pages: [[page, { ...page, id: 'u-2', email: 'PAT@acme.test' }]] } })
    await expect(writes.findAccount!(two.api, 'pat@acme.test')).rejects.toMatchObject({ kind: 'conflict' })
    expect(await writes.findAccount!(two.api, 'at@acme.test')).toBeNull()
  })

  it('need a browser', async () => {
    const api: VendorApi = openVendorApi({ connector: clari, baseUrl: 'https://app.clari.com', auth: 'console', credentials: {}, ports: testPorts() })
    await expect(writes.readAccount!(api, 'u-1')).rejects.toMatchObject({ kind: 'refused' })
  })
})

describe('Recipes', () => {
  it.each([
    ['Chorus', inChorus, chorus],
    ['Clari', inClari, clari],
    ['Cognism', inCognism, cognism],
    ['People.ai', inPeopleAi, peopleAi],
  ] as const)('of %s are in the language, and press nothing that changes anything while they read', (app, recipes, connector) => {
    expect(ConsoleRecipes.parse(recipes)).toEqual(recipes)
    expect([recipes.app, connector.name]).toEqual([app, app])
    for (const reading of [recipes.signIn, recipes.listAccounts, recipes.findAccount, recipes.readAccount])
      expect(reading.filter(step => 'consequence' in step)).toEqual([])
    for (const acting of [recipes.deactivateAccount, recipes.reactivateAccount, recipes.changeAccount])
      expect(acting.filter(step => 'consequence' in step)).not.toEqual([])
  })

  it('are refused where a step is misspelled, has words too many, or looks for a place in the page', () => {
    const click = { do: 'click', role: 'button', name: 'Save' }
    expect(Recipe.safeParse([click]).success).toBe(true)
    for (const wrong of [
      { ...click, do: 'clik' },
      { ...click, selector: '#save' },
      { ...click, name: '' },
      { ...click, role: 'div' },
    ])
      expect(Recipe.safeParse([wrong]).success).toBe(false)
    expect(Recipe.safeParse([]).success).toBe(false)
  })

  it('say what they have to be given', () => {
    expect([...valuesOf(inClari.changeAccount)]).toEqual(['role', 'group'])
    expect(filledIn('/users/{id}', { id: '7' })).toBe('/users/7')
    expect(() => filledIn('/users/{id}', {})).toThrow('asks for id')
  })
})
