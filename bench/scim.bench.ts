// SCIM beside the same question as one bare statement behind a bare route, in the same run. Sizes: `SCIM_BENCH_SIZES=1000,10000,100000`;
// engine: embedded, or the PostgreSQL of BENCH_DATABASE_URL (in a database of its own).
import { randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Fastify from 'fastify'
import { Client, Pool } from 'pg'
import { readConfig } from '@rollcall/server/config.ts'
import { as } from '@rollcall/server/context.ts'
import { openEmbedded } from '@rollcall/server/db/embedded.ts'
import type { Engine } from '@rollcall/server/db/engine.ts'
import { openPostgres } from '@rollcall/server/db/postgres.ts'
import { start } from '@rollcall/server'
import * as directory from '@rollcall/server/modules/directory/index.ts'
import { type Benchmark, type Claim, inTurn } from './benchmark.ts'

const sizes = (process.env.SCIM_BENCH_SIZES ?? '1000,10000').split(',').map(Number)
const requestsPerRound = 40
const groups = [10_000, 50_000]

type Send = (method: string, path: string, body?: unknown) => Promise<number>

interface Bench {
  readonly scim: Send
  readonly bare: Send
  readonly ids: readonly string[]
  /** By their size. */
  readonly groupIds: ReadonlyMap<number, string>
  stop(): Promise<void>
}

/** One question: as SCIM, and as a bare statement. */
interface Question {
  readonly name: string
  readonly atLeast: number
  readonly scim: (bench: Bench, n: number) => Promise<number>
  readonly sql: string
  readonly values: (bench: Bench, n: number) => unknown[]
  /** How many statements answer it, one after the other in one bare request; one unless told. */
  readonly times?: number
}

const seedSql = (count: number): string => `
  insert into users (id, email, name, role, user_name, external_id, attributes, created_at)
    select gen_random_uuid(), 'user' || n || '@bench.test', 'User ' || n, 'rep-ae', 'user' || n || '@bench.test', 'ext-' || n,
      jsonb_build_object('displayName', 'User ' || n, 'name', jsonb_build_object('givenName', 'User', 'familyName', 'N' || n),
        'emails', jsonb_build_array(jsonb_build_object('value', 'user' || n || '@bench.test', 'type', 'work', 'primary', true))), now()
    from generate_series(1, ${count}) n;
  insert into user_emails select id, email, null, 'work', true from users where user_name like '%@bench.test';
  delete from user_blocks;
  insert into user_blocks select ordinal / 2048, 0, count(*) from users where deleted_at is null group by 1;`

const seedGroup = (id: string, members: number): string => `
  insert into groups (id, display_name, created_at, modified_at) values ('${id}', 'Group of ${members}', now(), now());
  insert into group_members (group_id, value, user_id) select '${id}', coalesce(u.id, gen_random_uuid())::text, u.id
    from generate_series(1, ${members}) n left join (select id, row_number() over () as n from users) u using (n);`

async function openEngine(): Promise<Engine> {
  const address = process.env.BENCH_DATABASE_URL
  if (address === undefined) return openEmbedded(null)
  const admin = new Client({ connectionString: address })
  await admin.connect()
  await admin.query('drop database if exists rollcall_bench with (force)')
  await admin.query('create database rollcall_bench')
  await admin.end()
  return openPostgres(benchAddress(address), { connections: 20 })
}

const benchAddress = (address: string): string => Object.assign(new URL(address), { pathname: '/rollcall_bench' }).href

/** A statement as fast as the engine can: prepared on PostgreSQL. */
function prepare(engine: Engine): { query: (text: string, values: unknown[]) => Promise<unknown>; end: () => Promise<void> } {
  const address = process.env.BENCH_DATABASE_URL
  if (address !== undefined) {
    const pool = new Pool({ connectionString: benchAddress(address), max: 20 })
    return { query: async (text, values) => (await pool.query({ name: text.slice(0, 60), text, values })).rows, end: () => pool.end() }
  }
  const query = async (text: string, values: unknown[]) => {
    const session = await engine.session()
    try {
      return (await session.query(text, values)).rows
    } finally {
      session.release()
    }
  }
  return { query, end: async () => undefined }
}

const agent = new Agent({ keepAlive: true, maxSockets: 32 })

const sender =
  (base: string, headers: Record<string, string>): Send =>
  (method, path, body) =>
    new Promise((resolve, reject) => {
      const text = body === undefined ? '' : JSON.stringify(body)
      const type: Record<string, string> = text === '' ? {} : { 'content-type': 'application/scim+json', 'content-length': String(Buffer.byteLength(text)) }
      const sent = request(`${base}${path}`, { method, agent, headers: { ...headers, ...type } }, reply => {
        reply.resume()
        reply.on('end', () =>
          (reply.statusCode ?? 500) < 300 ? resolve(reply.statusCode ?? 0) : reject(new Error(`${method} ${path} answered ${reply.statusCode}`)),
        )
      })
      sent.on('error', reject)
      sent.end(text)
    })

async function open(size: number): Promise<Bench> {
  const engine = await openEngine()
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-bench-'))
  const rollcall = await start(readConfig({ PORT: '0', ROLLCALL_DATA: join(folder, 'data'), ROLLCALL_LOG: 'silent' }, folder), { engine, roles: ['web'] })
  const { ctx } = rollcall
  const user = await directory.insertUser(ctx.db, { email: 'ada@rollcall.test', name: 'Ada Admin', password_hash: 'none', created_at: new Date() })
  const ada = as(ctx, { kind: 'user', id: user.id, name: user.name, email: user.email, permissions: directory.permissionsOfUser(user) })
  const { secret } = await directory.createToken(ada, { name: 'bench', scopes: ['scim:write'], expiresAt: null })
  const session = await engine.session()
  await session.exec(seedSql(size))
  const groupIds = new Map(groups.map(members => [members, randomUUID()]))
  for (const [members, id] of groupIds) await session.exec(seedGroup(id, members))
  await session.exec('analyze')
  const { rows } = await session.query(`select id from users where user_name like '%@bench.test' order by ordinal limit 1000`)
  session.release()

  const statements = prepare(engine)
  const bareServer = Fastify()
  bareServer.addContentTypeParser('application/scim+json', { parseAs: 'string' }, (_request, body, done) => done(null, JSON.parse(String(body))))
  bareServer.post('/', async asked => {
    const { sql, rows: several } = asked.body as { sql: string; rows: unknown[][] }
    let answer: unknown = null
    for (const values of several) answer = await statements.query(sql, values)
    return answer
  })
  await bareServer.listen({ port: 0 })
  return {
    scim: sender(`${rollcall.listening}/api/scim/v2`, { authorization: `Bearer ${secret}` }),
    bare: sender(`http://127.0.0.1:${(bareServer.server.address() as AddressInfo).port}`, {}),
    ids: rows.map(row => String(row.id)),
    groupIds,
    stop: async () => {
      await bareServer.close()
      await statements.end()
      await rollcall.stop()
    },
  }
}

const newUser = () => {
  const name = `${randomUUID()}@bench.test`
  return {
    userName: name,
    externalId: name,
    displayName: 'New User',
    name: { givenName: 'New', familyName: 'User' },
    emails: [{ value: name, type: 'work', primary: true }],
    active: true,
  }
}
const filtered = (filter: string) => `/Users?${new URLSearchParams({ filter })}`
const patchOf = (operation: object) => ({ schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: [operation] })
const addMember = (size: number): Question => ({
  name: `one more member for a group of ${size}`,
  atLeast: 0.5,
  scim: ({ scim, groupIds }) => scim('PATCH', `/Groups/${groupIds.get(size) ?? ''}`, patchOf({ op: 'Add', path: 'members', value: [{ value: randomUUID() }] })),
  sql: 'insert into group_members (group_id, value) values ($1, $2) on conflict do nothing',
  values: ({ groupIds }) => [groupIds.get(size), randomUUID()],
})

const insertSql = "insert into users (id, email, name, role, user_name, external_id, attributes, created_at) values ($1, $2, $2, 'rep-ae', $2, $2, $3, now())"
const newRow = () => [randomUUID(), `${randomUUID()}@bench.test`, JSON.stringify(newUser())]
const pageSql =
  'select id, user_name, external_id, active, attributes, created_at, modified_at, version from users where ordinal >= $1 and deleted_at is null order by ordinal limit 100'
const questions = (size: number): readonly Question[] => [
  {
    name: 'create',
    atLeast: 0.5,
    scim: ({ scim }) => scim('POST', '/Users', newUser()),
    sql: insertSql,
    values: newRow,
  },
  {
    name: 'get by id',
    atLeast: 0.5,
    scim: ({ scim, ids }, n) => scim('GET', `/Users/${ids[n % ids.length]}`),
    sql: 'select * from users where id = $1',
    values: ({ ids }, n) => [ids[n % ids.length]],
  },
  {
    name: 'filter userName',
    atLeast: 0.5,
    scim: ({ scim }, n) => scim('GET', filtered(`userName eq "user${(n % size) + 1}@bench.test"`)),
    sql: 'select * from users where (lower(user_name) collate "C") = lower($1) and deleted_at is null',
    values: (_, n) => [`user${(n % size) + 1}@bench.test`],
  },
  {
    name: 'filter emails[type eq "work" and value co "..."]',
    atLeast: 1 / 3,
    scim: ({ scim }, n) => scim('GET', filtered(`emails[type eq "work" and value co "user${900 + (n % 90)}@bench"]`)),
    sql: `select u.* from users u where u.id in (select user_id from user_emails where type = 'work' and (lower(value) collate "C") like '%' || $1 || '%')`,
    values: (_, n) => [`user${900 + (n % 90)}@bench`],
  },
  { name: 'a page of 100', atLeast: 0.5, scim: ({ scim }) => scim('GET', '/Users?startIndex=101&count=100'), sql: pageSql, values: () => [101] },
  { name: 'the last page', atLeast: 0.5, scim: ({ scim }) => scim('GET', `/Users?startIndex=${size - 99}&count=100`), sql: pageSql, values: () => [size - 99] },
  {
    name: "PATCH active in Entra's form",
    atLeast: 0.5,
    scim: ({ scim, ids }, n) =>
      scim('PATCH', `/Users/${ids[n % ids.length]}`, patchOf({ op: 'Replace', path: 'active', value: n % 2 === 0 ? 'False' : 'True' })),
    sql: 'update users set active = $2, version = version + 1, modified_at = now() where id = $1',
    values: ({ ids }, n) => [ids[(n + 500) % ids.length], n % 2 === 0],
  },
  ...groups.map(addMember),
  {
    name: 'Bulk of 100',
    atLeast: 0.5,
    scim: ({ scim }) =>
      scim('POST', '/Bulk', { Operations: Array.from({ length: 100 }, (_, n) => ({ method: 'POST', path: '/Users', bulkId: String(n), data: newUser() })) }),
    sql: insertSql,
    values: newRow,
    times: 100,
  },
]

/** CPU of this process for each request, in milliseconds; on the embedded engine that is the database's too. */
async function cpuOf(run: (n: number) => Promise<unknown>): Promise<number> {
  const begun = process.cpuUsage()
  for (let n = 0; n < requestsPerRound; n++) await run(n)
  const { user, system } = process.cpuUsage(begun)
  return (user + system) / 1000 / requestsPerRound
}

async function measure(size: number, cpu: Map<string, number[]>): Promise<Claim[]> {
  const bench = await open(size)
  const claims: Claim[] = []
  try {
    for (const { name, atLeast, scim, sql, values, times } of questions(size)) {
      const runs = times === undefined ? requestsPerRound : 1
      let turn = 0
      const many = (one: (n: number) => Promise<unknown>) => async () => {
        for (let n = 0; n < runs; n++) await one(turn++)
      }
      const took = await inTurn(
        many(n => scim(bench, n)),
        many(n => bench.bare('POST', '/', { sql, rows: Array.from({ length: times ?? 1 }, () => values(bench, n)) })),
      )
      if (runs > 1) cpu.set(name, [...(cpu.get(name) ?? []), await cpuOf(n => scim(bench, n))])
      const detail = `${((runs / took.a) * 1000).toFixed(0)}/s against ${((runs / took.b) * 1000).toFixed(0)}/s`
      claims.push({ claim: `${name}, ${size} users`, ratio: took.b / took.a, bound: { atLeast }, detail })
    }
    claims.push(await manyClients(bench))
  } finally {
    await bench.stop()
  }
  return claims
}

/** No acknowledged member is lost and nobody is refused; `sender` throws on any status but 2xx. */
async function manyClients(bench: Bench): Promise<Claim> {
  const group = `/Groups/${bench.groupIds.get(50_000) ?? ''}`
  const begun = performance.now()
  const each = await Promise.all(
    Array.from({ length: 16 }, async () => {
      let acknowledged = 0
      for (let n = 0; n < 10; n++)
        acknowledged += (await bench.scim('PATCH', group, patchOf({ op: 'Add', path: 'members', value: [{ value: randomUUID() }] }))) === 204 ? 1 : 0
      return acknowledged
    }),
  )
  const acknowledged = each.reduce((sum, count) => sum + count, 0)
  return {
    claim: '16 clients add members to one group at once: acknowledged of sent',
    ratio: acknowledged / 160,
    bound: { atLeast: 1 },
    detail: `${acknowledged} of 160, ${((160 / (performance.now() - begun)) * 1000).toFixed(0)}/s`,
  }
}

export const benchmark: Benchmark = {
  name: `SCIM on ${process.env.BENCH_DATABASE_URL === undefined ? 'the embedded engine' : 'PostgreSQL'}`,
  async run() {
    const cpu = new Map<string, number[]>()
    const claims: Claim[] = []
    for (const size of sizes) claims.push(...(await measure(size, cpu)))
    for (const [name, costs] of cpu) {
      const [smallest = 1, largest = 1] = [costs[0], costs.at(-1)]
      if (costs.length > 1)
        claims.push({
          claim: `CPU of ${name} from ${sizes[0]} to ${sizes.at(-1)} users`,
          ratio: largest / smallest,
          bound: { atMost: 1.5 },
          detail: costs.map(cost => `${cost.toFixed(2)} ms`).join(', '),
        })
    }
    return claims
  },
}
