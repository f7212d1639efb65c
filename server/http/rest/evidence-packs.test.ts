import { createHash } from 'node:crypto'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  attachTaskFile,
  createToken,
  downloadEvidencePack,
  draftPlan,
  type EvidencePack,
  listAudit,
  listEvidence,
  listEvidencePacks,
  readEvidencePack,
  readPlanCertificate,
  requestEvidencePack,
} from '@rollcall/contract'
import { sql } from 'kysely'
import { type Client, eventually } from '../../../test/support/workspace.ts'
import { erasablePacks, makePack, readPack, tendPacks, verifyPack } from '../../modules/evidence-packs/index.ts'
import { readTar, tarEnd, tarEntry } from '../../modules/evidence-packs/tar.ts'
import { type ByHand, startByHand } from '../../modules/tasks/testing/by-hand.ts'

const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
const period = { from: '2026-01-01T00:00:00.000Z', to: '2100-01-01T00:00:00.000Z' }
const folder = mkdtempSync(join(tmpdir(), 'rollcall-packs-'))

interface File {
  path: string
  content: Buffer
}

async function* streamed(bytes: Buffer) {
  for (let at = 0; at < bytes.length; at += 1000) yield bytes.subarray(at, at + 1000)
}
const unpack = async (bytes: Buffer): Promise<File[]> => {
  const files: File[] = []
  for await (const file of readTar(streamed(bytes))) files.push({ path: file.path, content: Buffer.from(file.content) })
  return files
}
const pack = (files: readonly File[]) => Buffer.concat([...files.map(({ path, content }) => tarEntry(path, content, new Date(0))), tarEnd])
const check = (bytes: Buffer) => verifyPack(streamed(bytes))

describe('an evidence pack', () => {
  let company: ByHand
  let ada: Client
  let planId: string
  let bytes: Buffer
  let made: EvidencePack
  beforeAll(async () => {
    company = await startByHand(['ana', 'bo'])
    ;({ ada } = company)
    const { plan, task } = await company.begin('ana')
    planId = plan.id
    const form = new FormData()
    form.set('file', new File([new Uint8Array(png)], 'after.png'))
    await fetch(`${company.workspace.url}/api/v1${attachTaskFile.path.replace(':id', task.id)}`, { method: 'POST', headers: ada.headers, body: form })
    await company.removeAndRead('ana')
    made = await make()
    bytes = await fetchPack(made.id)
  })
  afterAll(() => company.stop())

  const make = async (scope: object = {}): Promise<EvidencePack> => {
    const { id } = await ada.call(requestEvidencePack, { body: { ...period, ...scope } })
    return eventually(
      () => ada.call(readEvidencePack, { params: { id } }),
      ({ state }) => state === 'made' || state === 'failed',
    )
  }
  const fetchPack = async (id: string, client = ada) =>
    Buffer.from(
      await (await fetch(`${company.workspace.url}/api/v1${downloadEvidencePack.path.replace(':id', id)}`, { headers: client.headers })).arrayBuffer(),
    )
  const find = async (path: RegExp) => {
    const file = (await unpack(bytes)).find(each => path.test(each.path))
    if (file === undefined) throw new Error(`There is no ${String(path)} in the pack.`)
    return file.content.toString()
  }
  /** The pack with one file changed, left out (null) or another one. */
  const altered = async (path: RegExp, change: (text: string) => string | null) =>
    pack(
      (await unpack(bytes)).flatMap(file => {
        if (!path.test(file.path)) return [file]
        const text = change(file.content.toString('latin1'))
        return text === null ? [] : [{ path: file.path, content: Buffer.from(text, 'latin1') }]
      }),
    )

  it('holds every account with the query, the read and its verdict', async () => {
    const query = JSON.parse(await find(/pagerduty-accounts\/query\.json$/)) as {
      rows: number
      query: string
      principal: string
      read: unknown
      verdict: string
    }
    expect(query).toMatchObject({ rows: 6, verdict: 'The read was complete.', read: { complete: true }, anotherReadEndedMeanwhile: false })
    expect(query.query).toContain('from accounts a')
    expect(query.principal).toMatch(/^ada@rollcall\.test, from what the connection PagerDuty read/)
    const rows = (await find(/pagerduty-accounts\/rows-0001\.csv$/)).split('\r\n')
    expect(rows[0]).toContain('administrator by name of role')
    // Whoever is gone is in it as well.
    expect(rows.filter(row => row.includes('ana@acme.test') && row.includes('deleted'))).toHaveLength(1)
    expect((await unpack(bytes)).some(({ path }) => path.endsWith('okta-identities/rows-0001.csv'))).toBe(true)
  })

  it('holds leavers with their time, and says who can still get in', async () => {
    const leavers = (await find(/^leavers-0001\.jsonl$/))
      .trim()
      .split('\n')
      .map(row => JSON.parse(row) as { name: string; minutesToLastVerified: number | null; sentence: string })
    expect(leavers.map(({ name }) => name).toSorted()).toEqual(['ana Test', 'bo Test'])
    expect(leavers.find(({ name }) => name === 'ana Test')?.minutesToLastVerified).toBeGreaterThan(0)
    expect(leavers.find(({ name }) => name === 'bo Test')).toMatchObject({ minutesToLastVerified: null, sentence: '1 of 1 accounts still let them in.' })
  })

  it('is checked without a server, by the command line as well', async () => {
    const verdict = await check(bytes)
    expect(verdict).toMatchObject({ problems: [], notices: [], checked: { plans: 1, files: made.files } })
    expect(verdict.manifest?.sha256).toBe(made.manifestSha256)
    expect(verdict.checked.auditEntries).toBeGreaterThan(5)
    expect(verdict.checked.evidence).toBeGreaterThan(2)
    expect(bytes.length).toBe(made.size)

    const run = (name: string, content: Buffer, ...flags: string[]) => {
      const file = join(folder, name)
      writeFileSync(file, content)
      const { status, stdout, stderr } = spawnSync('node', ['cli/rollcall.mjs', 'evidence', 'verify', file, ...flags], {
        env: { PATH: process.env.PATH, ROLLCALL_URL: 'http://127.0.0.1:9' },
        encoding: 'utf8',
      })
      return { status, stdout, stderr }
    }
    expect(run('whole.tar', bytes, '--manifest', made.manifestSha256 ?? '')).toMatchObject({ status: 0, stderr: '' })
    expect(run('other.tar', bytes, '--manifest', 'a'.repeat(64))).toMatchObject({ status: 1 })
    expect(run('cut.tar', bytes.subarray(0, bytes.length / 2)).status).toBe(1)
    expect(run('none.tar', Buffer.from('not a pack'))).toMatchObject({ status: 2 })
  }, 30_000)

  it('names what was changed, is missing, was added or cut off', async () => {
    const problems = async (changed: Buffer) => (await check(changed)).problems.join('\n')
    expect(await problems(await altered(/rows-0001\.csv$/, text => text.replace('active', 'actvie')))).toMatch(
      /^populations\/\S+ was changed: the manifest says/m,
    )
    expect(await problems(await altered(/^leavers/, () => null))).toBe('leavers-0001.jsonl is missing: the manifest names it.')
    expect(await problems(await altered(/^manifest/, () => null))).toBe('manifest.json is missing: the pack was cut off, or never was one.')
    expect(await problems(pack([...(await unpack(bytes)), { path: 'extra.txt', content: Buffer.from('x') }]))).toBe(
      'extra.txt was added: the manifest does not name it.',
    )
    const files = await unpack(bytes)
    const [first] = files
    if (first === undefined) throw new Error('The pack is empty.')
    expect(await problems(pack([first, ...files]))).toContain(`${first.path} is there twice`)
    expect(await problems(await altered(/\/files\//, text => `${text}!`))).toMatch(/files\/\S+ was changed: the evidence of its step says/)
    expect(await problems(await altered(/^manifest/, text => text.replace('"ada@rollcall.test"', '"bob@rollcall.test"')))).toContain(
      'manifest.json was changed',
    )
    expect(await problems(await altered(/steps-0001/, text => text.replace('uploaded', 'uplodaed')))).toMatch(/steps-0001\.jsonl was changed/)
    expect(await problems(await altered(/entries-0001/, text => text.replace('plan.approved', 'plan.discarded')))).toMatch(
      /entry \d+ of the audit log was changed/,
    )
    expect(await problems(await altered(/entries-0001/, text => text.split('\n').toSpliced(3, 1).join('\n')))).toMatch(/entries between them are missing/)
    expect(await problems(await altered(/plan\.json$/, () => '{'))).toContain('plan.json cannot be read as what it should be.')
    for (const cut of [bytes.length - 1024, bytes.length - 512, bytes.length - 4000, 700, 5000])
      expect(await problems(bytes.subarray(0, cut))).toContain('cut off')
    const damaged = Buffer.from(bytes)
    damaged[5] = 0
    await expect(check(damaged)).rejects.toThrow('This is not an evidence pack')
    await expect(check(Buffer.alloc(0))).rejects.toThrow('This is not an evidence pack')
  })

  it('is not fooled by a manifest that was made anew: the plan and the chain speak for themselves', async () => {
    const changed = await unpack(await altered(/plan\.json$/, text => text.replace('"route": "manual"', '"route": "api"')))
    const found = (await check(pack(changed))).problems
    expect(found.some(problem => /the plan is not the one of its hash/.test(problem))).toBe(true)
  })

  it('can be asked for of one app and one person, and only by who may see people', async () => {
    const { connectionIds } = made
    expect(connectionIds).toEqual([])
    const okta = await make({ connectionIds: [company.ids.okta], personIds: [company.ids.okta] })
    const files = (await unpack(await fetchPack(okta.id))).map(({ path }) => path)
    expect(files.filter(path => path.startsWith('populations/')).every(path => path.includes('okta'))).toBe(true)
    expect(files.some(path => path.startsWith('plans/'))).toBe(false)
    const reader = async (scopes: ('audit:read' | 'people:read')[]) => {
      const { secret } = await ada.call(createToken, { body: { name: scopes.join(), scopes, days: null } as never })
      return company.workspace.clientWith({ authorization: `Bearer ${secret}` })
    }
    const auditor = await reader(['audit:read'])
    expect(await auditor.refusal(requestEvidencePack, { body: period })).toMatchObject({ code: 'not_allowed' })
    expect((await fetchPack(made.id, auditor)).toString()).toContain('people:read')
    expect(await (await reader(['people:read'])).refusal(requestEvidencePack, { body: period })).toMatchObject({ code: 'not_allowed' })
    expect(await ada.refusal(requestEvidencePack, { body: { from: period.to, to: period.from } })).toMatchObject({ code: 'conflict' })
    expect(await ada.refusal(requestEvidencePack, { body: { from: '2099-01-01T00:00:00.000Z', to: period.to } })).toMatchObject({ code: 'conflict' })
    expect(await ada.refusal(requestEvidencePack, { body: { ...period, connectionIds: [made.id] } })).toMatchObject({ code: 'not_found' })
    expect(await ada.refusal(requestEvidencePack, { body: { ...period, from: 'yesterday' } })).toMatchObject({ code: 'bad_request' })
  })

  it('leaves a trace of who had it made and who took it', async () => {
    const { items } = await ada.call(listAudit, { query: { q: made.id } })
    expect(items.map(({ action }) => action)).toEqual(expect.arrayContaining(['evidence_pack.requested', 'evidence_pack.made', 'evidence_pack.downloaded']))
    expect(items.find(({ action }) => action === 'evidence_pack.made')?.detail).toMatchObject({ manifestSha256: made.manifestSha256 })
  })

  it('is made as a whole by the next process when one dies over it', async () => {
    const { db } = company.workspace.ctx
    const half = await make()
    await sql`update evidence_packs set state = 'making', claim = gen_random_uuid(), claimed_until = now() + interval '2 seconds' where id = ${half.id}::uuid`.execute(
      db,
    )
    await sql`update evidence_pack_chunks set bytes = '\\x00' where pack_id = ${half.id}::uuid`.execute(db)
    // For as long as the other one may live, nothing is done twice.
    await makePack(company.workspace.ctx, half.id)
    expect(await ada.call(readEvidencePack, { params: { id: half.id } })).toMatchObject({ state: 'making' })
    await eventually(
      () => ada.call(readEvidencePack, { params: { id: half.id } }),
      ({ state }) => state === 'made',
    )
    expect((await check(await fetchPack(half.id))).problems).toEqual([])
  })

  it('holds the pictures of a console that evidence names, until they are erased', async () => {
    const { db } = company.workspace.ctx
    const hash = createHash('sha256').update(png).digest('hex')
    const row = { connection_id: made.id, purpose: 'evidence', taken_at: new Date(), about: 'ana@acme.test', shows: 'the page of the user' } as const
    const taken = await db
      .insertInto('console_screenshots')
      .values({ ...row, sha256: hash, png })
      .returning('id')
      .executeTakeFirstOrThrow()
    const step = await db.selectFrom('plan_steps').select('id').where('plan_id', '=', planId).executeTakeFirstOrThrow()
    const content = JSON.stringify({ seen: null, exchanges: [{ screenshots: [{ ...taken, of: row.shows, sha256: hash }] }, {}] })
    const evidence = { step_id: step.id, kind: 'verification_read', at: new Date(), summary: 'Seen.', content } as const
    await db
      .insertInto('evidence')
      .values({ ...evidence, sha256: createHash('sha256').update(content).digest('hex') })
      .execute()
    const named = { ...taken, shows: row.shows, sha256: hash }
    const { items } = await ada.call(listEvidence, { params: { id: planId, stepId: step.id } })
    expect(items.flatMap(({ screenshots }) => screenshots)).toEqual([named])
    const certificate = await ada.call(readPlanCertificate, { params: { id: planId } })
    expect(certificate.steps.flatMap(each => each.evidence.flatMap(({ screenshots }) => screenshots ?? []))).toEqual([named])

    const pictured = await fetchPack((await make()).id)
    const picture = (await unpack(pictured)).find(({ path }) => path === `plans/${planId}/screenshots/${taken.id}.png`)
    expect(picture?.content).toEqual(png)
    expect(await check(pictured)).toMatchObject({ problems: [], notices: [] })
    const other = (await unpack(pictured)).map(file => (file.path === picture?.path ? { ...file, content: Buffer.from('another') } : file))
    expect((await check(pack(other))).problems.join('\n')).toMatch(/screenshots\/\S+ was changed: the evidence of its step says/)

    await db.deleteFrom('console_screenshots').execute()
    const { problems, notices } = await check(await fetchPack((await make()).id))
    expect(problems).toEqual([])
    expect(notices.join('\n')).toMatch(/the picture of the page of the user was erased/)
  })

  it('says of erased evidence that it was erased', async () => {
    const { db } = company.workspace.ctx
    await sql`update evidence set content = replace(content, 'ana', 'xxx') where step_id in (select id from plan_steps where plan_id = ${planId}::uuid)`.execute(
      db,
    )
    await sql`update task_files set content = null`.execute(db)
    await sql`update plan_steps set definition = replace(definition, 'ana Test', 'Erased person') where plan_id = ${planId}::uuid`.execute(db)
    const { problems, notices } = await check(await fetchPack((await make()).id))
    expect(problems).toEqual([])
    expect(notices.join('\n')).toMatch(/words of .* were erased before the pack was made/)
    expect(notices.join('\n')).toMatch(/the content of after\.png was erased/)
  })

  it('is let go of after 30 days, and with the data of somebody in it', async () => {
    const { ctx } = company.workspace
    const subject = {
      id: made.id,
      mode: 'remove',
      emails: [],
      names: [],
      soleNames: [],
      userIds: [],
      loginIds: [made.id],
      pseudonym: 'x',
      address: 'x',
    } as const
    const young = await make()
    for (const each of erasablePacks) await each.erase(ctx, subject, async () => undefined)
    expect(await ada.call(readEvidencePack, { params: { id: young.id } })).toMatchObject({ state: 'removed', manifestSha256: young.manifestSha256 })
    expect((await fetchPack(young.id)).toString()).toContain('There is nothing to download.')
    const old = await make()
    expect((await ada.call(listEvidencePacks, { query: { limit: 1 } })).total).toBeGreaterThan(4)
    company.later(31 * 24)
    await tendPacks(ctx)
    expect(await readPack(ctx, old.id)).toMatchObject({ state: 'removed' })
    expect((await sql`select from evidence_pack_chunks`.execute(ctx.db)).rows).toEqual([])
  })
})

describe('the certificate of a plan', () => {
  let company: ByHand
  beforeAll(async () => {
    company = await startByHand(['ana', 'bo'])
  })
  afterAll(() => company.stop())

  it('says in minutes how long it took, or plainly what was not verified', async () => {
    const { ada } = company
    const { plan } = await company.begin('ana')
    const certificate = () => ada.call(readPlanCertificate, { params: { id: plan.id } })
    expect(await certificate()).toMatchObject({
      hash: plan.hash,
      hashHolds: true,
      people: [
        { name: 'ana Test', deactivatedIn: 'Okta', minutes: null, sentence: '1 of 1 steps for ana Test are not verified, so that no time is certified.' },
      ],
      steps: [{ verified: false, route: 'manual' }],
      notVerified: [expect.stringMatching(/^ana@acme\.test in PagerDuty waits for a person: /)],
    })
    await company.removeAndRead('ana')
    const done = await certificate()
    expect(done).toMatchObject({
      state: 'done',
      approvals: [{ by: 'Ada Admin', hash: plan.hash }],
      people: [{ deactivatedAt: '2026-03-05T17:00:00.000Z' }],
      steps: [{ verified: true, how: 'Verified by a later read: PagerDuty shows ana@acme.test as deleted.', evidence: [{ kind: 'verification_read' }] }],
      notVerified: [],
    })
    const [person] = done.people
    expect(person?.minutes).toBe(Math.ceil((Date.parse(person?.lastVerifiedAt ?? '') - Date.parse('2026-03-05T17:00:00.000Z')) / 60_000))
    const days = Math.floor((person?.minutes ?? 0) / 1440)
    expect(person?.sentence).toBe(
      `From the deactivation of ana Test in Okta to the last account that was seen closed: ${person?.minutes} minutes, ${days} days.`,
    )
  })

  it('is not given of a plan that was not carried out', async () => {
    const { ada } = company
    const finding = (await company.findings()).find(({ personName, state }) => personName === 'bo Test' && state === 'open')
    const { id } = await ada.call(draftPlan, { body: { findingIds: [finding?.id ?? ''] } })
    expect(await ada.refusal(readPlanCertificate, { params: { id } })).toMatchObject({ code: 'plan_not_open' })
    expect(await ada.refusal(readPlanCertificate, { params: { id: finding?.id ?? '' } })).toMatchObject({ code: 'not_found' })
  })
})
