import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  applyUserImport,
  createRole,
  createUser,
  deleteRole,
  listUserEvents,
  listUserImportRows,
  listUsers,
  previewUserImport,
  readMe,
  readUserImport,
  undoUserImport,
  updateUser,
  type UserImport,
} from '@rollcall/contract'
import { rawly } from '../../../test/support/raw.ts'
import { oktaUser, patchOf, provision, type ScimClient } from '../../../test/scim/scim-client.ts'
import { type Client, eventually, startWorkspace, type Workspace } from '../../../test/support/workspace.ts'
import * as directory from '../../modules/directory/index.ts'

let workspace: Workspace
let ada: Client
let scim: ScimClient
beforeAll(async () => {
  workspace = await startWorkspace()
  ;({ admin: ada, scim } = await provision(workspace))
})
afterAll(() => workspace.stop())

const make = (name: string, extra: object = {}) => ada.call(createUser, { body: { userName: `${name}@acme.test`, name, ...extra } })
const preview = (...lines: string[]) => ada.call(previewUserImport, { body: { csv: lines.join('\r\n') } })
const rowsOf = async ({ id }: UserImport) => (await ada.call(listUserImportRows, { params: { id }, query: { limit: 200 } })).items
const verdictsOf = async (imported: UserImport) => (await rowsOf(imported)).map(({ line, verdict, refusal }) => [line, verdict, refusal])
const settled = ({ id }: UserImport) =>
  eventually(
    () => ada.call(readUserImport, { params: { id } }),
    ({ state }) => state === 'applied' || state === 'undone',
  )
const apply = async (imported: UserImport) => {
  await ada.call(applyUserImport, { params: { id: imported.id } })
  return settled(imported)
}
const undo = async (imported: UserImport) => {
  await ada.call(undoUserImport, { params: { id: imported.id } })
  return settled(imported)
}
const find = async (name: string) => (await ada.call(listUsers, { query: { filter: `userName eq "${name}@acme.test"` } })).items[0]

describe('a CSV file of users', () => {
  it('is looked at row by row and changes nothing, then does what it said, and is undone as one', async () => {
    const present = await make('there', { role: 'Rep (SDR)', title: 'Old' })
    await make('same', { role: 'Rep (SDR)' })
    const imported = await preview(
      'User Name,First name,Last name,Role,Title,Manager,Shoe size',
      'fresh@acme.test,Fre,Sh,Manager (SDR),New,there@acme.test,43',
      'THERE@acme.test,,,manager (sdr),New,,',
      'same@acme.test,,,rep (sdr),,,',
      'wrong@acme.test,,,Emperor,,,',
    )
    expect(imported).toMatchObject({ state: 'previewed', ignored: ['Shoe size'], verdicts: { created: 1, changed: 1, unchanged: 1, refused: 1 } })
    const rows = await rowsOf(imported)
    expect(rows.map(({ line, verdict }) => [line, verdict])).toEqual([
      [2, 'created'],
      [3, 'changed'],
      [4, 'unchanged'],
      [5, 'refused'],
    ])
    expect(rows[1]).toMatchObject({
      userName: 'there@acme.test',
      userId: present.id,
      changes: [
        { field: 'title', from: 'Old', to: 'New' },
        { field: 'role', from: 'Rep (SDR)', to: 'manager (sdr)' },
      ],
    })
    expect(rows[3]?.refusal).toContain('There is no role "Emperor". There are')
    expect(await find('fresh')).toBeUndefined()
    expect(await find('there')).toMatchObject({ title: 'Old', etag: present.etag })

    expect(await apply(imported)).toMatchObject({ state: 'applied', outcomes: { done: 2, skipped: 2, failed: 0, waiting: 0 } })
    expect(await find('fresh')).toMatchObject({ name: 'Fre Sh', role: { name: 'Manager (SDR)', source: 'manual' }, manager: { id: present.id } })
    expect(await find('there')).toMatchObject({ title: 'New', role: { name: 'Manager (SDR)' } })
    expect(await find('wrong')).toBeUndefined()
    expect((await ada.call(listUserEvents, { params: { id: present.id }, query: {} })).items[0]).toMatchObject({
      action: 'user.updated',
      actor: 'ada@rollcall.test',
    })
    expect(await ada.refusal(applyUserImport, { params: { id: imported.id } })).toMatchObject({ status: 409, code: 'import_not_open' })

    expect(await undo(imported)).toMatchObject({ state: 'undone', outcomes: { undone: 2, kept: 0 } })
    expect(await find('fresh')).toBeUndefined()
    expect(await find('there')).toMatchObject({ title: 'Old', name: 'there', role: { name: 'Rep (SDR)', source: 'manual' } })
    expect(await ada.refusal(undoUserImport, { params: { id: imported.id } })).toMatchObject({ code: 'import_not_open' })
  })

  it('gives back what stood before a grant, also nothing', async () => {
    const { id } = await make('default')
    const imported = await preview('userName,role,licence', 'default@acme.test,Rep (SDR),listener')
    await apply(imported)
    expect(await find('default')).toMatchObject({ role: { id: 'rep-sdr', source: 'manual' }, licence: { value: 'listener' } })
    await undo(imported)
    expect(await find('default')).toMatchObject({ id, role: { id: 'rep-ae', source: 'default' }, licence: { value: 'recorder', source: 'default' } })
  })

  it('refuses rows in a sentence each: duplicates, too many cells, large ones, one’s own account, what the identity provider holds', async () => {
    await scim.expecting(201, 'POST', '/Users', oktaUser('held', { chorus_role: 'Rep (SDR)' }))
    const self = (await ada.call(readMe)).user.email
    const imported = await preview(
      'userName,name,role,active',
      'one@acme.test,One,,',
      'ONE@acme.test,Again,,',
      ',Nobody,,',
      'many@acme.test,a,,true,b,c',
      `large@acme.test,${'x'.repeat(1024 * 1024)},,`,
      'maybe@acme.test,M,,perhaps',
      'held@acme.test,H,Admin,',
      `${self},,,false`,
      `"quoted@acme.test","Two\r\nlines",,`,
      'after@acme.test,A,,yes',
    )
    expect(await verdictsOf(imported)).toEqual([
      [2, 'created', null],
      [3, 'refused', 'Line 2 speaks of ONE@acme.test already. Leave one of the lines out.'],
      [4, 'refused', 'The line has neither a userName nor an email.'],
      [5, 'refused', 'The line has 6 cells, the head only 4.'],
      [6, 'refused', expect.stringContaining('name: It may be 256 characters long at most.')],
      [7, 'refused', expect.stringContaining('active')],
      [8, 'refused', 'The role of held@acme.test comes from the identity provider (SCIM). Pin it to set it by hand.'],
      [9, 'refused', `${self} is your own account: you cannot deactivate yourself. Ask another admin.`],
      [10, 'created', null],
      [12, 'created', null],
    ])
  })

  it('is refused as a whole where it is no CSV of users', async () => {
    const refusal = (csv: string) => ada.refusal(previewUserImport, { body: { csv } })
    expect(await refusal('')).toMatchObject({ status: 422, code: 'csv_unreadable' })
    expect(await refusal('userName\n')).toMatchObject({ code: 'csv_unreadable', message: 'The file has a head and no user below it.' })
    expect(await refusal('colour,size\nred,4')).toMatchObject({ code: 'csv_unreadable', message: expect.stringContaining('it begins with colour, size') })
    expect(await refusal('userName,login\na,b')).toMatchObject({ message: 'Two columns of the file mean userName. Leave one of them out.' })
    expect(await refusal('userName,name\na@b.c,"never closed')).toMatchObject({ code: 'csv_unreadable' })
    expect(await refusal('PK\u0003\u0004')).toMatchObject({ message: 'This is an Excel workbook. Save it as CSV first.' })
    expect(await workspace.guest.refusal(previewUserImport, { body: { csv: 'userName\na' } })).toMatchObject({ code: 'not_signed_in' })
    expect(await ada.refusal(readUserImport, { params: { id: '00000000-0000-4000-8000-000000000000' } })).toMatchObject({ code: 'not_found' })
  })

  it('is read as Excel writes it: UTF-16, semicolons, Windows-1252, with a mark', async () => {
    const text = 'userName;name\r\nzoe@acme.test;Zoë Müller\r\n'
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])
    const files = [
      utf16,
      Buffer.from(text, 'utf16le'),
      Buffer.from(text, 'utf16le').swap16(),
      Buffer.from(text, 'latin1'),
      Buffer.from(`\uFEFF${text.replaceAll(';', '\t')}`),
    ]
    for (const file of files) {
      const form = new FormData()
      form.set('file', new Blob([new Uint8Array(file)]), 'team.csv')
      const reply = await fetch(`${workspace.url}/api/v1/users/import`, { method: 'POST', headers: ada.headers, body: form })
      const imported = (await reply.json()) as UserImport
      expect(imported).toMatchObject({ fileName: 'team.csv', verdicts: { created: 1 } })
      expect((await rowsOf(imported))[0]?.changes).toContainEqual({ field: 'name', from: null, to: 'Zoë Müller' })
    }
  })

  it('is stale when somebody changed, made or deleted a user since it was previewed', async () => {
    const { id } = await make('moves')
    const [changed, made] = [await preview('userName,title', 'moves@acme.test,T'), await preview('userName', 'soon@acme.test')]
    await ada.call(updateUser, { params: { id }, body: { department: 'D' } })
    await make('soon')
    expect(await ada.refusal(applyUserImport, { params: { id: changed.id } })).toMatchObject({
      status: 409,
      code: 'import_stale',
      message: 'moves@acme.test (line 2) was changed since the preview. Preview the file again, then apply it.',
    })
    expect(await ada.refusal(applyUserImport, { params: { id: made.id } })).toMatchObject({ code: 'import_stale' })
    expect((await find('moves'))?.title).toBeNull()
  })

  it('and SCIM at the same users lose nothing to each other', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `race-${index}`)
    const ids = []
    for (const name of names) ids.push((await scim.expecting(201, 'POST', '/Users', oktaUser(name))).body.id as string)
    const imported = await preview('userName,department', ...names.map(name => `${name}@acme.test,Imported`))
    await ada.call(applyUserImport, { params: { id: imported.id } })
    const [done] = await Promise.all([
      settled(imported),
      ...ids.map(id => scim.expecting(204, 'PATCH', `/Users/${id}`, patchOf({ op: 'replace', path: 'title', value: 'Provisioned' }))),
    ])
    const rows = await rowsOf(imported)
    expect(done.outcomes.done + done.outcomes.failed).toBe(20)
    for (const row of rows) {
      const user = await find(row.userName.split('@')[0] ?? '')
      expect(user?.title).toBe('Provisioned')
      expect(user?.department).toBe(row.outcome === 'done' ? 'Imported' : null)
      expect(row.refusal ?? 'done').toMatch(row.outcome === 'done' ? /^done$/ : /has changed since it was read/)
    }
  })

  it('keeps, when it is undone, who was changed since, and says so', async () => {
    const imported = await preview('userName,name', 'kept@acme.test,K', 'taken@acme.test,T')
    await apply(imported)
    const kept = await find('kept')
    await ada.call(updateUser, { params: { id: kept?.id ?? '' }, body: { title: 'Since' } })
    expect((await undo(imported)).outcomes).toMatchObject({ kept: 1, undone: 1 })
    expect(await find('kept')).toMatchObject({ title: 'Since' })
    expect(await find('taken')).toBeUndefined()
    expect((await rowsOf(imported))[0]).toMatchObject({ outcome: 'kept', refusal: expect.stringContaining('has changed since') })
  })

  it('says of a line that cannot be done any more why, and does the others', async () => {
    const role = await ada.call(createRole, { body: { name: 'Brief', permissions: [] } })
    const imported = await preview('userName,role', 'brief@acme.test,Brief', 'lasting@acme.test,Rep (SDR)')
    await ada.call(deleteRole, { params: { id: role.id } })
    expect((await apply(imported)).outcomes).toMatchObject({ failed: 1, done: 1 })
    expect(await find('brief')).toBeUndefined()
    expect(await find('lasting')).toBeDefined()
  })

  it('that was killed half-way goes on, doing no line twice', async () => {
    const imported = await preview('userName', ...Array.from({ length: 8 }, (_, index) => `killed-${index}@acme.test`))
    // As a process leaves it that dies between two lines, with the job lost.
    await workspace.ctx.db.updateTable('user_imports').set({ state: 'applying' }).where('id', '=', imported.id).execute()
    await Promise.all([
      directory.runImport(workspace.ctx, imported.id),
      directory.runImport(workspace.ctx, imported.id),
      directory.resumeImports(workspace.ctx),
    ])
    expect((await settled(imported)).outcomes).toMatchObject({ done: 8, failed: 0, waiting: 0 })
    expect((await ada.call(listUsers, { query: { q: 'killed-' } })).total).toBe(8)
  })

  it('of 20,000 lines leaves the server answering', async () => {
    const looking = preview('userName,name,title,role', ...Array.from({ length: 20_000 }, (_, index) => `bulk-${index}@acme.test,Bulk ${index},T,Rep (SDR)`))
    const askOther = async (): Promise<null> => {
      await fetch(`${workspace.url}/healthz`)
      return null
    }
    // A server that is held answers a few others before and after, and none meanwhile, however slow the machine.
    let [looked, answered]: [UserImport | null, number] = [null, 0]
    while (looked === null && answered < 50) {
      answered += 1
      looked = await Promise.race([looking, askOther()])
    }
    expect(answered).toBe(50)
    expect((await looking).verdicts).toMatchObject({ created: 20_000 })
  })
})

describe('an export', () => {
  const exported = async (query = '') => (await fetch(`${workspace.url}/api/v1/users/export${query}`, { headers: ada.headers })).text()

  it('is CSV as spreadsheets read it, with nothing that they would run', async () => {
    await make('formula', { name: '=HYPERLINK("http://evil.example")', title: '+1,5; "quoted"', department: '@SUM(A1)' })
    const reply = await fetch(`${workspace.url}/api/v1/users/export?q=formula`, { headers: ada.headers })
    expect(reply.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(reply.headers.get('content-disposition')).toBe('attachment; filename="users.csv"')
    expect(reply.headers.get('ratelimit')).toMatch(/r=\d+/)
    const bytes = Buffer.from(await reply.arrayBuffer())
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
    const lines = bytes.toString('utf8').slice(1).split('\r\n')
    expect(lines[0]).toBe('userName,email,name,title,department,role,licence,manager,active,externalId,role source,groups,last sign-in')
    expect(lines[1]).toContain(`"'=HYPERLINK(""http://evil.example"")","'+1,5; ""quoted""",'@SUM(A1),Rep (AE/Other),recorder,,true`)
    expect(lines).toHaveLength(3)
  })

  it('imported again changes nothing', async () => {
    const imported = await ada.call(previewUserImport, { body: { csv: await exported('?q=acme.test') } })
    expect(imported.verdicts).toMatchObject({ created: 0, changed: 0, refused: 0 })
    expect(imported.verdicts.unchanged).toBeGreaterThan(20)
  })

  it('is refused and not sent where it is asked wrongly', async () => {
    const send = rawly(workspace, ada)
    expect((await send('GET', '/users/export?filter=nonsense')).status).toBe(400)
    expect((await send('GET', '/users/export?role=Emperor')).body.error.code).toBe('not_found')
    expect((await rawly(workspace, workspace.guest)('GET', '/users/export')).status).toBe(401)
  })
})
