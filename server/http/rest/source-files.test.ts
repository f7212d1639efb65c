import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  approvePlan,
  compareNow,
  confirmSourceFile,
  createConnection,
  createToken,
  draftPlan,
  type FileMapping,
  listAudit,
  listFindings,
  listPeople,
  listSourceFiles,
  previewSourceFile,
  readPerson,
  readPlan,
  type SourceFile,
  syncConnection,
  uploadSourceFile,
} from '@rollcall/contract'
import * as sourceFiles from '../../modules/source-files/index.ts'
import { type Client, eventually, signInAdmin, startWorkspace, type Workspace } from '../../../test/support/workspace.ts'

let workspace: Workspace
let ada: Client
beforeAll(async () => {
  workspace = await startWorkspace()
  ada = await signInAdmin(workspace)
})
afterAll(() => workspace.stop())

let connected = 0
const connect = async (connector: 'hr-file' | 'csv-app') =>
  (await ada.call(createConnection, { body: { connector, name: `${connector} ${(connected += 1)}`, baseUrl: '', auth: '', credentials: {} } })).id

const history = async (id: string) => (await ada.call(listSourceFiles, { params: { id } })).items
const settled = (id: string): Promise<SourceFile[]> =>
  eventually(
    () => history(id),
    files => files.every(({ state }) => state === 'read'),
  )
const bytesOf = (csv: string | Buffer) => new Uint8Array(Buffer.from(csv))

interface Sent {
  mapping?: FileMapping
  expectedRows?: number
}

/** As a browser sends a file: the bytes as they are. */
async function send(endpoint: { path: string }, id: string, csv: string | Buffer, { mapping, expectedRows }: Sent = {}, headers = ada.headers) {
  const form = new FormData()
  if (mapping !== undefined) form.set('mapping', JSON.stringify(mapping))
  if (expectedRows !== undefined) form.set('expectedRows', String(expectedRows))
  form.set('file', new Blob([bytesOf(csv)]), 'people.csv')
  return fetch(`${workspace.url}/api/v1${endpoint.path.replace(':id', id)}`, { method: 'POST', headers, body: form })
}
const preview = async (id: string, csv: string | Buffer, sent?: Sent) =>
  previewSourceFile.reply.parse(await (await send(previewSourceFile, id, csv, sent)).json())
/** Uploads with what the heads suggest unless a mapping is saved, and waits until it was read. */
async function upload(id: string, csv: string | Buffer, sent: Sent = {}) {
  const mapping = sent.mapping ?? (await preview(id, csv)).mapping
  const { file, created } = uploadSourceFile.reply.parse(await (await send(uploadSourceFile, id, csv, { ...sent, mapping })).json())
  const read = (await settled(id)).find(each => each.id === file.id)
  if (read === undefined) throw new Error('the file is not in the history')
  return { ...read, created }
}
const people = async (q: string) => (await ada.call(listPeople, { query: { q, limit: 200 } })).items
const identityOf = async (q: string) => {
  const [person] = await eventually(
    () => people(q),
    found => found.length === 1,
  )
  return (await ada.call(readPerson, { params: { id: person?.id ?? '' } })).identities[0]
}

const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

describe('a file of people', () => {
  it('is understood by its heads, previewed row by row, and read as an identity source', async () => {
    const hr = await connect('hr-file')
    const csv = [
      'Employee ID;First Name;Last Name;Work Email;Employment Status;Hire Date;Last Working Day;Time Zone;Department;Manager Email',
      `p1;Ana;Ruiz;ana.ruiz@hr1.test;Terminated;2020-01-06;${day(20)};America/New_York;Sales;bo@hr1.test`,
      `p2;Bo;"Lind; the younger";bo@hr1.test;Active;2020-01-06;;;Sales;`,
      `p3;Cy;Ode;cy@hr1.test;Terminated;2020-01-06;${day(-20)};;Sales;bo@hr1.test`,
      `p4;Di;Ito;di@hr1.test;Active;${day(20)};;;Sales;bo@hr1.test`,
    ].join('\r\n')
    const looked = await preview(hr, `\uFEFF${csv}\r\n`)
    expect(looked).toMatchObject({ mappedBy: 'suggested', rows: 4, refused: 0, added: 4, gone: 0, problems: [] })
    expect(looked.mapping).toMatchObject({
      columns: {
        id: 'Employee ID',
        employeeNumber: 'Employee ID',
        email: 'Work Email',
        status: 'Employment Status',
        endsOn: 'Last Working Day',
        manager: 'Manager Email',
      },
      statuses: { active: 'active', terminated: 'inactive' },
      dates: { startsOn: 'iso', endsOn: 'iso' },
    })
    expect(looked.sample.map(({ line, id, name, status }) => [line, id, name, status])).toEqual([
      [2, 'p1', 'Ana Ruiz', 'active'],
      [3, 'p2', 'Bo Lind; the younger', 'active'],
      [4, 'p3', 'Cy Ode', 'inactive'],
      [5, 'p4', 'Di Ito', 'staged'],
    ])
    expect(await people('hr1.test')).toEqual([])

    expect(await upload(hr, `\uFEFF${csv}\r\n`)).toMatchObject({
      created: true,
      uploadedBy: 'ada@rollcall.test',
      verdict: { complete: true, rows: 4 },
      doubt: null,
    })
    expect(await identityOf('ana.ruiz@hr1')).toMatchObject({
      externalId: 'p1',
      employeeNumber: 'p1',
      status: 'active',
      vendorStatus: `Terminated, last day ${day(20)}`,
      startsOn: '2020-01-06',
      endsOn: day(20),
      timeZone: 'America/New_York',
      managerEmail: 'bo@hr1.test',
    })
    // The day ends where the company is: here at midnight in UTC.
    expect(await identityOf('cy@hr1')).toMatchObject({ status: 'inactive', statusChangedAt: `${day(-19)}T00:00:00.000Z` })
    expect(await identityOf('di@hr1')).toMatchObject({ status: 'staged', startsOn: day(20), endsOn: null, timeZone: null })
    expect(await workspace.ctx.db.selectFrom('source_files').select('content').where('connection_id', '=', hr).execute()).toEqual([{ content: null }])
  })

  it('decides by the dates alone where no column says the status', async () => {
    const hr = await connect('hr-file')
    await upload(hr, `id,email,contract end\n1,stays@hr2.test,\n2,today@hr2.test,${day(0)}\n3,gone@hr2.test,${day(-2)}\n`)
    expect((await identityOf('stays@hr2'))?.status).toBe('active')
    expect((await identityOf('today@hr2'))?.status).toBe('active')
    expect((await identityOf('gone@hr2'))?.status).toBe('inactive')
  })

  it('asks nothing of a later file with the same columns, in whatever order, and says what changed of others', async () => {
    const hr = await connect('hr-file')
    expect(await ada.refusal(uploadSourceFile, { params: { id: hr }, body: { csv: 'id,email\n1,a@hr3.test\n' } })).toMatchObject({
      status: 409,
      code: 'mapping_needed',
      message: 'Nobody has said yet what the columns of this file mean. Upload it in the console, or send a mapping.',
    })
    await upload(hr, 'id,email\n1,a@hr3.test\n')
    await ada.call(uploadSourceFile, { params: { id: hr }, body: { csv: 'email,id\na@hr3.test,1\nb@hr3.test,2\n' } })
    expect((await settled(hr))[0]?.verdict).toMatchObject({ complete: true, rows: 2 })
    expect(await preview(hr, 'email,id\n')).toMatchObject({ mappedBy: 'saved' })
    expect(await ada.refusal(uploadSourceFile, { params: { id: hr }, body: { csv: 'email,number\na@hr3.test,1\n' } })).toMatchObject({
      code: 'mapping_needed',
      message: 'The columns are not those of the last file (new: number; no longer there: id). Look at the mapping in the console, or send one.',
    })
    expect(await history(hr)).toHaveLength(2)
  })

  it('is read once when it is sent twice, and again when something else lies between', async () => {
    const hr = await connect('hr-file')
    const [first, second] = ['id,email\n1,a@hr4.test\n2,b@hr4.test\n3,c@hr4.test\n', 'id,email\n1,a@hr4.test\n2,b@hr4.test\n3,c@hr4.test\n4,d@hr4.test\n']
    const one = await upload(hr, first)
    expect(await upload(hr, first)).toMatchObject({ id: one.id, created: false })
    await upload(hr, second)
    expect(await upload(hr, first)).toMatchObject({ created: true })
    expect(await history(hr)).toHaveLength(3)
    // Not listed once: missing. The same file sent again does not make it deleted.
    await upload(hr, first)
    expect((await identityOf('d@hr4'))?.status).toBe('active')
  })

  it.each([
    ['UTF-16 with a mark', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('id;name;email\r\n1;Zoë;zoe@hr5.test\r\n', 'utf16le')])],
    ['Windows-1252', Buffer.from('id;name;email\r\n1;Zoë;zoe@hr5.test\r\n', 'latin1')],
    ['tabs', Buffer.from('id\tname\temail\n1\tZoë\tzoe@hr5.test\n')],
    ['a head twice', Buffer.from('id,name,name,email\n1,Zoë,Z.,zoe@hr5.test\n')],
    ['quotes', Buffer.from('"id","name","email"\n"1","Zoë","zoe@hr5.test"\n')],
  ])('of real life is read: %s', async (_name, file) => {
    const looked = await preview(await connect('hr-file'), file)
    expect(looked.sample).toMatchObject([{ id: '1', name: 'Zoë', email: 'zoe@hr5.test', refusal: null }])
    expect(looked.columns.map(({ head }) => head).filter(head => head !== 'name (2)')).toEqual(['id', 'name', 'email'])
  })

  it('does not guess whether the day or the month comes first', async () => {
    const hr = await connect('hr-file')
    const csv = 'id,email,end date\n1,a@hr6.test,03/04/2020\n'
    const looked = await preview(hr, csv)
    expect(looked.mapping.dates).toEqual({})
    expect(looked.sample[0]?.refusal).toBe('nobody has said yet how the date 03/04/2020 is to be read')
    const mapped = await preview(hr, csv, { mapping: { ...looked.mapping, dates: { endsOn: 'day_first' } } })
    expect(mapped).toMatchObject({ mappedBy: 'given', refused: 0, sample: [{ endsOn: '2020-04-03', status: 'inactive' }] })
  })
})

describe('a file that cannot be believed', () => {
  const whole = (source: string, count: number) => `id,email,status\n${Array.from({ length: count }, (_, n) => `${n},p${n}@${source}.test,Active\n`).join('')}`

  it.each([
    ['a row without its id', (csv: string) => csv.replace('\n3,', '\n,'), undefined, /^1 rows could not be understood: line 5 \(it has no id\)\.$/],
    ['one id twice', (csv: string) => csv.replace('\n3,', '\n2,'), undefined, /line 5 \(it has the id of line 4\)/],
    ['the end in the middle of a row', (csv: string) => csv.slice(0, -20), undefined, /line 11 \(it has only \d of the 3 cells/],
    ['the end in the middle of a last cell', (csv: string) => csv.slice(0, -2), undefined, /status Activ means/],
    ['the end at the end of a row', (csv: string) => csv.slice(0, -1), undefined, /^The file ends without a line break, and the last one did not/],
    ['the end inside quotes', (csv: string) => `${csv}11,"p11@`, undefined, /^The file ends inside a quoted cell of line 12/],
    ['another count than it should have', (csv: string) => csv, 12, /^The source counts 12 rows and gave 10\.$/],
    [
      'a status that nobody has explained',
      (csv: string) => csv.replace('p3@f', 'p3@f').replace(/Active\n$/, 'Sabbatical\n'),
      undefined,
      /status Sabbatical means/,
    ],
  ])('takes nothing away: %s', async (name, spoil, expectedRows, problem) => {
    const hr = await connect('hr-file')
    const csv = whole(`f${name.length}`, 10)
    await upload(hr, csv)
    const { mapping } = await preview(hr, csv)
    const spoilt = await upload(hr, spoil(csv), { mapping, ...(expectedRows === undefined ? {} : { expectedRows }) })
    expect(spoilt).toMatchObject({ doubt: null, verdict: { complete: false } })
    expect(spoilt.verdict?.problems).toContainEqual(expect.stringMatching(problem))
    expect(spoilt.verdict?.problems.at(-1)).toMatch(/^Mend the file/)
    expect(await ada.refusal(confirmSourceFile, { params: { id: hr, fileId: spoilt.id } })).toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/has to be mended/) as string,
    })
  })

  it('may be confirmed by a person when it lists 40 % fewer, and by nobody else', async () => {
    const hr = await connect('hr-file')
    await upload(hr, whole('drop', 10))
    const shorter = whole('drop', 6)
    expect((await preview(hr, shorter)).problems).toEqual([expect.stringMatching(/^The file no longer lists 4 of the 10/)])
    const doubted = await upload(hr, shorter)
    expect(doubted).toMatchObject({ verdict: { complete: false }, doubt: expect.stringMatching(/confirm that the file is whole/) as string })
    const id = { id: hr, fileId: doubted.id }
    const { secret } = await ada.call(createToken, { body: { name: 'robot', scopes: ['connections:read', 'connections:write'] } })
    expect(await workspace.clientWith({ authorization: `Bearer ${secret}` }).refusal(confirmSourceFile, { params: id })).toMatchObject({ code: 'not_allowed' })
    expect(await ada.refusal(confirmSourceFile, { params: { id: hr, fileId: hr } })).toMatchObject({ code: 'not_found' })

    await Promise.all([ada.call(confirmSourceFile, { params: id }), ada.call(confirmSourceFile, { params: id })])
    expect((await history(hr))[0]).toMatchObject({ verdict: { complete: true, problems: [] }, confirmedBy: 'ada@rollcall.test' })
    const shown = async () => (await people('drop.test')).flatMap(({ marks }) => marks.map(({ mark }) => mark))
    expect((await eventually(shown, found => found.includes('missing'))).filter(mark => mark === 'missing')).toHaveLength(4)
    const confirmed = (await ada.call(listAudit, { query: { limit: 50 } })).items.filter(({ action }) => action === 'source_file.confirmed')
    expect(confirmed).toHaveLength(1)
  })

  it('is refused as it is when it is no CSV at all', async () => {
    const hr = await connect('hr-file')
    const refusal = async (csv: string | Buffer, sent?: Sent) => (await (await send(uploadSourceFile, hr, csv, sent)).json()) as unknown
    expect(await refusal('')).toMatchObject({ error: { code: 'csv_unreadable' } })
    expect(await refusal(Buffer.from('PK\u0003\u0004'))).toMatchObject({
      error: { code: 'csv_unreadable', message: 'This is an Excel workbook. Save it as CSV first.' },
    })
    const mapping: FileMapping = { columns: { id: 'id' }, statuses: {}, dates: {}, timeZone: 'UTC' }
    expect(await refusal('id\n1\n', { mapping: { ...mapping, columns: {} } })).toMatchObject({
      error: { code: 'mapping_needed', message: expect.stringMatching(/^No column is the id/) as string },
    })
    expect(await refusal('id\n1\n', { mapping: { ...mapping, columns: { id: 'number' } } })).toMatchObject({ error: { code: 'mapping_needed' } })
    expect(await refusal('id\n1\n', { mapping: { ...mapping, timeZone: 'Mars/Olympus' } })).toMatchObject({ error: { code: 'mapping_needed' } })
    expect(await refusal('id\n1\n', { mapping: { ...mapping, columns: { id: 'id', role: 'id' } } })).toMatchObject({ error: { code: 'mapping_needed' } })
    expect(await ada.refusal(syncConnection, { params: { id: hr } })).toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/is read from files/) as string,
    })
    expect(await workspace.guest.refusal(previewSourceFile, { params: { id: hr }, body: { csv: 'id\n1\n' } })).toMatchObject({ code: 'not_signed_in' })
    expect(await history(hr)).toEqual([])
  })

  it('that was killed half-way is read again, and one whose read was believed is not', async () => {
    const hr = await connect('hr-file')
    const before = await upload(hr, whole('kill', 4))
    const { db } = workspace.ctx
    // As a process leaves them that dies while it reads one, and one after the read of the other had ended.
    await db
      .updateTable('source_files')
      .set({ state: 'reading', taken_at: new Date(0) })
      .where('id', '=', before.id)
      .execute()
    await sourceFiles.resumeFiles(workspace.ctx, { allAreAbandoned: true })
    expect((await history(hr))[0]).toMatchObject({ state: 'read', verdict: { id: before.verdict?.id } })

    const after = await upload(hr, whole('kill', 5))
    const content = whole('kill', 5)
    await db
      .updateTable('source_files')
      .set({ state: 'reading', taken_at: new Date(0), content, read_id: null })
      .where('id', '=', after.id)
      .execute()
    await sourceFiles.resumeFiles(workspace.ctx, { allAreAbandoned: true })
    const [again] = await eventually(
      () => history(hr),
      ([file]) => file?.state === 'read',
    )
    expect(again?.verdict).toMatchObject({ complete: true, rows: 5 })
    expect(again?.verdict?.id).not.toBe(after.verdict?.id)
  })
})

describe('any app by its export', () => {
  it('closes a step that a person carried out, when the next file proves it', async () => {
    const [hr, app] = [await connect('hr-file'), await connect('csv-app')]
    await upload(hr, `id,email,end date\n1,left@loop.test,${day(-3)}\n2,here@loop.test,\n`)
    const users = (status: string) =>
      `Email;Role;License;Status;Last Login\nleft@loop.test;Admin;Pro;${status};25.11.2025 09:30\nhere@loop.test;User;Pro;Enabled;Never\nboss@loop.test;Admin;Pro;Enabled;\n`
    expect(await upload(app, users('Enabled'))).toMatchObject({ verdict: { complete: true, rows: 3 } })
    const findings = async () =>
      (await ada.call(listFindings, { query: { kind: 'active_after_deactivation', limit: 200 } })).items.filter(
        ({ connectionId, state }) => connectionId === app && state !== 'resolved',
      )
    const [finding] = await eventually(findings, found => found.length === 1)
    expect(finding?.evidence.at(-1)?.statement).toBe('left@loop.test is Enabled, last used on 2025-11-25.')

    // From a file that is not whole nothing can be planned.
    await upload(app, users('Enabled').replace('boss@loop.test;Admin;Pro;Enabled;', 'boss@loop.test;Admin'))
    expect(await ada.refusal(draftPlan, { body: { findingIds: [finding?.id ?? ''] } })).toMatchObject({ code: 'read_incomplete' })
    await upload(app, users('Enabled'))
    await ada.call(compareNow)
    const plan = await ada.call(draftPlan, { body: { findingIds: [finding?.id ?? ''] } })
    expect(plan.steps).toMatchObject([{ route: 'manual', accountName: 'left@loop.test' }])

    const stepOf = async () => (await ada.call(readPlan, { params: { id: plan.id } })).steps[0]
    await ada.call(approvePlan, { params: { id: plan.id }, body: { hash: plan.hash } })
    await eventually(stepOf, step => step?.state === 'waiting_for_person')

    // Whoever did it uploads the next export, whose word for it nobody had to explain.
    await upload(app, users('Disabled'))
    expect(await eventually(stepOf, step => step?.state !== 'waiting_for_person')).toMatchObject({
      state: 'verified',
      detail: expect.stringMatching(/^Verified by a later read: csv-app \d+ shows left@loop.test as inactive\.$/) as string,
    })
    expect(await findings()).toEqual([])
  })
})
