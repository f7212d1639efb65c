import { createHash, randomUUID } from 'node:crypto'
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

/** The sizes of the groups that members are added to. */
export const groups = [10_000, 50_000]

export type Send = (method: string, path: string, body?: unknown) => Promise<number>

/** Rollcall with a number of users, and a bare route to statements on the same database. */
export interface Bench {
  readonly scim: Send
  readonly bare: Send
  readonly ids: readonly string[]
  /** By their size. */
  readonly groupIds: ReadonlyMap<number, string>
  /** The bare statement without a route, for comparisons. */
  readonly query: (text: string, values: unknown[]) => Promise<Record<string, unknown>[]>
  /** Statements that a request costs, without what is done for many requests at once. */
  readonly statementsOf: (ask: () => Promise<unknown>) => Promise<number>
  stop(): Promise<void>
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

/** What is done for many requests at once: their logs a moment later, and the look-up of the token once a second. */
const isShared = (text: string) => /provisioning_log|set audited|audit_entries|pg_notify|pgboss|api_tokens|"users"|^(begin|commit|rollback|listen)/i.test(text)

function counting(inner: Engine): { engine: Engine; statementsOf: Bench['statementsOf'] } {
  let statements = 0
  let isCounting = false
  const session: Engine['session'] = async () => {
    const own = await inner.session()
    return {
      ...own,
      query: (text, values) => {
        if (isCounting && !isShared(text)) statements += 1
        return own.query(text, values)
      },
    }
  }
  const statementsOf: Bench['statementsOf'] = async ask => {
    statements = 0
    isCounting = true
    await ask()
    isCounting = false
    return statements
  }
  return { engine: { ...inner, session }, statementsOf }
}

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
function prepare(engine: Engine): { query: Bench['query']; end: () => Promise<void> } {
  const address = process.env.BENCH_DATABASE_URL
  if (address !== undefined) {
    const pool = new Pool({ connectionString: benchAddress(address), max: 20 })
    return {
      query: async (text, values) => (await pool.query({ name: createHash('sha256').update(text).digest('hex').slice(0, 40), text, values })).rows,
      end: () => pool.end(),
    }
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

export async function openBench(size: number): Promise<Bench> {
  const engine = await openEngine()
  const counted = counting(engine)
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-bench-'))
  const rollcall = await start(readConfig({ PORT: '0', ROLLCALL_DATA: join(folder, 'data'), ROLLCALL_LOG: 'silent' }, folder), {
    engine: counted.engine,
    roles: ['web'],
  })
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
    query: statements.query,
    statementsOf: counted.statementsOf,
    ids: rows.map(row => String(row.id)),
    groupIds,
    stop: async () => {
      await bareServer.close()
      await statements.end()
      await rollcall.stop()
    },
  }
}
