import { describe, expect, it } from 'vitest'
import { drain, type ReadPage, VendorError } from '@rollcall/connectors/kit'
import { type AccountStatus, StepAction } from '@rollcall/contract'
import { refusalByRules } from './access-rules/ruled-standing.ts'
import { refusalOf, type SourceStanding, type Standing } from './finding.ts'
import { whyNot } from './refusal.ts'
import { refusalByChoice } from './refusal-by-choice.ts'
import { traits } from './step.ts'

/** A small generator with a seed (mulberry32), so that a failure can be run again. */
const randomOf = (seed: number) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

type Row = { externalId: string }

/** A read of ten rows in pages of three that goes wrong in one random way, or not at all. */
async function* pagesOf(random: () => number, harm: Harm): AsyncIterable<ReadPage<Row>> {
  const rows = Array.from({ length: 10 }, (_, n) => ({ externalId: `row-${n}` }))
  // A list always has a first page.
  const at = harm === 'cut off' ? 1 + Math.floor(random() * 3) : Math.floor(random() * 4)
  for (let page = 0; page < 4; page++) {
    const some = rows.slice(page * 3, page * 3 + 3)
    if (page !== at || harm === 'none') yield { rows: some, malformed: [], total: 10 }
    else if (harm === 'failure') throw new VendorError(random() < 0.5 ? 'unreachable' : 'limited', 'The vendor did not answer.')
    else if (harm === 'malformed') yield { rows: some.slice(1), malformed: [{ at: some[0]?.externalId ?? '', why: 'no id' }], total: 10 }
    else if (harm === 'repeated') yield { rows: [...some, { externalId: 'row-0' }, ...(page === 0 ? [{ externalId: 'row-0' }] : [])], malformed: [], total: 10 }
    else if (harm === 'short') yield { rows: some.slice(0, -1), malformed: [], total: 10 }
    else return
  }
}

const harms = ['none', 'failure', 'malformed', 'repeated', 'short', 'cut off'] as const
type Harm = (typeof harms)[number]

const sourceAfter = async (source: string, random: () => number, harm: Harm): Promise<SourceStanding> => {
  const { complete, problems } = await drain(pagesOf(random, harm), () => undefined)
  return { source, state: 'working', detail: '', complete, problems }
}

const standing: Omit<Standing, 'app' | 'identities'> = {
  accountId: 'a',
  connectionId: 'c',
  externalId: 'x',
  userName: 'ana@acme.test',
  displayName: 'Ana',
  status: 'active',
  version: '1',
  role: null,
  licence: null,
  groups: [],
  protection: 'none',
  absent: false,
  personId: 'p',
  dispute: null,
  addresses: [],
}
const working: SourceStanding = { source: 'Relay', state: 'working', detail: '', complete: true, problems: [] }
const gone = { ...working, source: 'Okta', status: 'inactive' as AccountStatus }

describe('access may be taken', () => {
  it('only on reads that were complete, whatever goes wrong with them and whatever is to be done (10,000 random cases)', async () => {
    const actions = StepAction.options.filter(action => traits[action].takes)
    let allowed = 0
    for (let seed = 1; seed <= 10_000; seed++) {
      const random = randomOf(seed)
      // Most reads go well, or hardly a case would.
      const pick = (): Harm => (random() < 0.6 ? 'none' : (harms[Math.floor(random() * harms.length)] ?? 'none'))
      const sources = Array.from({ length: 1 + Math.floor(random() * 3) }, pick)
      const lists = Array.from({ length: Math.floor(random() * 2) }, pick)
      const appHarm = pick()
      const identities = await Promise.all(
        sources.map(async (harm, n) => ({ ...(await sourceAfter(`Source ${n}`, random, harm)), status: 'deleted' as AccountStatus })),
      )
      const gives = await Promise.all(lists.map(harm => sourceAfter('Assignments', random, harm)))
      const known = { ...standing, app: await sourceAfter('Relay', random, appHarm), identities, gives }
      const whole = [appHarm, ...sources, ...lists].every(harm => harm === 'none')
      const action = actions[seed % actions.length] ?? 'deactivate_account'
      for (const refusal of [whyNot(action, known), refusalOf(known)])
        expect(refusal?.code ?? 'allowed', `seed ${seed}: ${action}, ${appHarm}, ${sources.join()}`).toBe(whole ? 'allowed' : 'read_incomplete')
      // What the rules say rests on every identity source: one that knows nothing of the person may be the one by which they give it.
      const elsewhere = pick()
      const said = { personId: 'p', connectionId: 'c', rule: 'Sales', role: 'Agent', licence: null, groups: [] }
      const others = [...identities, await sourceAfter('Elsewhere', random, elsewhere)]
      for (const kind of ['account_without_rule', 'role_drift', 'licence_drift', 'group_drift'] as const) {
        const denied = kind === 'account_without_rule'
        const rules = {
          rules: null,
          expected: new Map(denied ? [] : [['p c', said]]),
          excepted: new Map(denied ? [['p c', 'deny'] as const] : []),
          sources: others,
        }
        const finding = { kind, person_id: 'p', person_name: 'Ana', account_id: 'a', connection_id: 'c' }
        const refusal = refusalByRules(finding, known, rules)
        expect(refusal?.code ?? 'allowed', `seed ${seed}: ${kind}, ${elsewhere}`).toBe(whole && elsewhere === 'none' ? 'allowed' : 'read_incomplete')
      }
      // What nobody knows of rests on every witness; what is seen, on the app and on those who know the person.
      for (const kind of ['account_without_person', 'present_not_assigned', 'idle'] as const) {
        const sound = whole && (kind === 'idle' || elsewhere === 'none')
        expect(refusalByChoice(kind, known, others)?.code ?? 'allowed', `seed ${seed}: ${kind}, ${elsewhere}`).toBe(sound ? 'allowed' : 'read_incomplete')
      }
      if (whole) allowed++
    }
    expect(allowed).toBeGreaterThan(500)
  })

  it.each(StepAction.options.filter(action => traits[action].on !== 'app'))('%s never touches a protected or disputed login', action => {
    const sound = { ...standing, app: working, identities: [gone] }
    expect(whyNot(action, sound)).toBeNull()
    for (const protection of ['service', 'break_glass', 'connector'] as const) expect(whyNot(action, { ...sound, protection })?.code).toBe('excluded')
    expect(whyNot(action, { ...sound, dispute: 'x@acme.test fits more than one person.' })?.code).toBe('conflict')
    expect(whyNot(action, { ...sound, app: { ...working, state: 'needs_attention' } })?.code).toBe('conflict')
  })

  it.each([
    ['nothing stands against it', {}, null],
    ['the account is closed already', { status: 'inactive' as const }, 'conflict'],
    ['it is a service account', { protection: 'service' as const }, 'excluded'],
    ['it is disputed whose it is', { dispute: 'x@acme.test fits more than one person.' }, 'conflict'],
    ['one identity source still knows the person', { identities: [gone, { ...gone, status: 'active' as const }] }, 'conflict'],
    ['one identity source has the person as about to begin', { identities: [gone, { ...gone, status: 'staged' as const }] }, 'conflict'],
    ['one identity source says nothing clear', { identities: [gone, { ...gone, status: 'unknown' as const }] }, 'conflict'],
    ['no identity source knows the person', { identities: [] }, 'conflict'],
    ['a source was never read', { app: { ...working, complete: null } }, 'read_incomplete'],
    ['the app needs attention', { app: { ...working, state: 'needs_attention' as const } }, 'conflict'],
    ['the identity source is paused', { identities: [{ ...gone, state: 'paused' as const }] }, 'conflict'],
    ['the account was not in the last read', { absent: true }, 'conflict'],
  ])('%s', (_name, change, code) => {
    expect(refusalOf({ ...standing, app: working, identities: [gone], ...change })?.code ?? null).toBe(code)
  })
})
