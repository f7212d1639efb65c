import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startWorkspace, type Workspace } from '../../../test/support/workspace.ts'
import { correlate, listPeople, readPerson } from './index.ts'
import { type LoginTable, upsertLogins } from './collect.queries.ts'
import { accountColumns, identityColumns } from './login.ts'

const at = '2026-03-01T09:00:00.000Z'
const row = (externalId: string, email: string, more: object = {}) => ({
  externalId,
  userName: email,
  email,
  aliases: [] as string[],
  displayName: 'Sam Same',
  status: 'active' as const,
  vendorStatus: 'ACTIVE',
  statusChangedAt: null,
  lastActiveAt: null,
  groups: [],
  employeeNumber: null,
  department: null,
  title: null,
  managerEmail: null,
  version: '1',
  role: null,
  licence: null,
  externalKey: null,
  startsOn: null,
  endsOn: null,
  timeZone: null,
  mfa: null,
  admin: null,
  passwordSignIn: null,
  liveSessions: null,
  ...more,
})

describe('putting persons together', () => {
  let workspace: Workspace
  const ids = { okta: randomUUID(), entra: randomUUID(), relay: randomUUID() }
  beforeAll(async () => {
    workspace = await startWorkspace({ roles: ['web'] })
  })
  beforeEach(async () => {
    const { db } = workspace.ctx
    await sql`truncate connections, persons, identity_links, account_links cascade`.execute(db)
    for (const [n, [name, id]] of Object.entries(ids).entries())
      await db
        .insertInto('connections')
        .values({
          id,
          connector: name === 'relay' ? 'scim' : 'okta',
          name,
          base_url: '',
          auth: '',
          credentials: '',
          oauth_tokens: null,
          state: 'working',
          detail: '',
          checked_at: null,
          created_at: new Date(n),
        })
        .execute()
  })
  afterAll(() => workspace.stop())

  const store = (table: LoginTable, source: keyof typeof ids, ...rows: ReturnType<typeof row>[]) =>
    upsertLogins(
      workspace.ctx.db,
      table,
      rows.map(each => (table === 'identities' ? identityColumns(each) : accountColumns(each))),
      {
        connectionId: ids[source],
        readId: randomUUID(),
        at: new Date(at),
      },
    )
  const people = async () => {
    const { items } = await listPeople(workspace.ctx, { sort: 'name', limit: 200 })
    const full = await Promise.all(items.map(item => readPerson(workspace.ctx, item.id)))
    return full
      .map(person => ({
        identities: person.identities.map(each => each.externalId),
        accounts: person.accounts.map(each => [each.externalId, each.link?.rule ?? null]),
        disputed: person.disputed,
      }))
      .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
  }

  it('links by external id, then employee number, then e-mail whatever its case and alias, and never by name', async () => {
    await store(
      'identities',
      'okta',
      row('o1', 'ana@acme.test'),
      row('o2', 'bo@acme.test', { employeeNumber: '7' }),
      row('o3', 'Cy@Acme.Test', { aliases: ['c.y@acme.test'] }),
      row('o4', 'di@acme.test'),
    )
    await store(
      'accounts',
      'relay',
      row('r1', 'other@acme.test', { externalKey: 'o1' }),
      row('r2', 'bo.b@acme.test', { employeeNumber: '7' }),
      row('r3', 'C.Y@ACME.test'),
      row('r4', 'nobody@acme.test'),
    )
    await correlate(workspace.ctx)
    expect(await people()).toEqual([
      { identities: ['o1'], accounts: [['r1', 'external_id']], disputed: false },
      { identities: ['o2'], accounts: [['r2', 'employee_number']], disputed: false },
      { identities: ['o3'], accounts: [['r3', 'email']], disputed: false },
      { identities: ['o4'], accounts: [], disputed: false },
      { identities: [], accounts: [['r4', 'first_seen']], disputed: false },
    ])
  })

  it('keeps a link when the e-mail changes, and when somebody else gets the old address', async () => {
    await store('identities', 'okta', row('o1', 'ana@acme.test'))
    await store('accounts', 'relay', row('r1', 'ana@acme.test'))
    await correlate(workspace.ctx)
    const [before] = (await listPeople(workspace.ctx, { sort: 'name', limit: 10 })).items
    await store('identities', 'okta', row('o1', 'ana.married@acme.test', { displayName: 'Ana Married' }), row('o2', 'ana@acme.test'))
    await correlate(workspace.ctx)
    expect(await people()).toEqual([
      { identities: ['o1'], accounts: [['r1', 'email']], disputed: false },
      { identities: ['o2'], accounts: [], disputed: false },
    ])
    expect(await readPerson(workspace.ctx, before?.id ?? '')).toMatchObject({ displayName: 'Ana Married', email: 'ana.married@acme.test' })
  })

  it('makes one person of entries in two identity sources, and shows the liveliest', async () => {
    await store('identities', 'okta', row('o1', 'ana@acme.test', { status: 'inactive' }))
    await store('identities', 'entra', row('e1', 'ANA@acme.test', { displayName: 'Ana of Entra' }), row('e2', 'bo@acme.test'))
    await correlate(workspace.ctx)
    expect((await people()).map(person => person.identities)).toEqual([['e2'], ['o1', 'e1']])
    expect((await listPeople(workspace.ctx, { sort: 'name', limit: 10 })).items[0]).toMatchObject({ displayName: 'Ana of Entra', status: 'active' })
  })

  it('does not take the same employee number at another company for the same person', async () => {
    await store('identities', 'okta', row('o1', 'ana@acme.test', { employeeNumber: '1001' }))
    await store('identities', 'entra', row('e1', 'bo@other.test', { employeeNumber: '1001' }))
    await store('accounts', 'relay', row('r1', 'bo@other.test', { employeeNumber: '1001' }), row('r2', 'x@third.test', { employeeNumber: '1001' }))
    await correlate(workspace.ctx)
    expect(await people()).toEqual([
      {
        identities: ['e1'],
        accounts: [
          ['r1', 'employee_number'],
          ['r2', null],
        ],
        disputed: true,
      },
      { identities: ['o1'], accounts: [['r2', null]], disputed: true },
    ])
  })

  it('links nothing that fits two, and says so at both, until the source is put right', async () => {
    await store('identities', 'okta', row('o1', 'sam@acme.test', { status: 'inactive' }), row('o2', 'sam@acme.test'))
    await store('accounts', 'relay', row('r1', 'sam@acme.test'))
    await correlate(workspace.ctx)
    expect(await people()).toEqual([
      { identities: ['o1'], accounts: [['r1', null]], disputed: true },
      { identities: ['o2'], accounts: [['r1', null]], disputed: true },
    ])
    await store('identities', 'okta', row('o1', 'sam.old@acme.test', { status: 'inactive' }))
    await correlate(workspace.ctx)
    expect(await people()).toEqual([
      { identities: ['o1'], accounts: [], disputed: false },
      { identities: ['o2'], accounts: [['r1', 'email']], disputed: false },
    ])
  })

  it('disputes a leaver whose address somebody else has now', async () => {
    await store('identities', 'okta', row('o1', 'sam@acme.test'))
    await store('accounts', 'relay', row('r1', 'sam@acme.test'))
    await correlate(workspace.ctx)
    await store('identities', 'okta', row('o1', 'sam@acme.test', { status: 'inactive' }), row('o2', 'sam@acme.test'))
    await correlate(workspace.ctx)
    expect(await people()).toEqual([
      { identities: ['o1'], accounts: [['r1', 'email']], disputed: true },
      { identities: ['o2'], accounts: [], disputed: true },
    ])
  })

  it('takes a new entry with the same employee number for somebody who came back', async () => {
    await store('identities', 'okta', row('o1', 'sam@acme.test', { employeeNumber: '7', status: 'deleted' }))
    await correlate(workspace.ctx)
    await store('identities', 'okta', row('o2', 'sam@acme.test', { employeeNumber: '7' }))
    await correlate(workspace.ctx)
    expect((await people()).map(({ identities, disputed }) => [identities.toSorted(), disputed])).toEqual([[['o1', 'o2'], false]])
  })

  it('gives an account that stood alone to the person who turns up for it', async () => {
    await store('accounts', 'relay', row('r1', 'ana@acme.test'))
    await correlate(workspace.ctx)
    expect(await people()).toEqual([{ identities: [], accounts: [['r1', 'first_seen']], disputed: false }])
    await store('identities', 'okta', row('o1', 'ana@acme.test'))
    await correlate(workspace.ctx)
    expect(await people()).toEqual([{ identities: ['o1'], accounts: [['r1', 'email']], disputed: false }])
  })

  it('forgets what came through a connection that was removed, and changes nothing when repeated', async () => {
    await store('identities', 'okta', row('o1', 'ana@acme.test'))
    await store('accounts', 'relay', row('r1', 'ana@acme.test'))
    await correlate(workspace.ctx)
    const before = await people()
    await correlate(workspace.ctx)
    expect(await people()).toEqual(before)
    await workspace.ctx.db.deleteFrom('connections').where('id', '=', ids.okta).execute()
    await correlate(workspace.ctx)
    expect(await people()).toEqual([{ identities: [], accounts: [['r1', 'email']], disputed: false }])
    await workspace.ctx.db.deleteFrom('connections').where('id', '=', ids.relay).execute()
    await correlate(workspace.ctx)
    expect(await people()).toEqual([])
  })

  it.each(['name', 'findings', 'department'] as const)('pages by %s without losing or repeating anybody', async sort => {
    const rows = Array.from({ length: 23 }, (_, n) =>
      row(`o${n}`, `p${n}@acme.test`, { displayName: `Person ${n % 5}`, department: n % 3 === 0 ? null : `D${n % 4}` }),
    )
    await store('identities', 'okta', ...rows)
    await correlate(workspace.ctx)
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await listPeople(workspace.ctx, { sort, limit: 4, cursor })
      expect(page.total).toBe(23)
      seen.push(...page.items.map(item => item.id))
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(new Set(seen).size).toBe(23)
    expect(seen).toHaveLength(23)
  })
})
