import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '@rollcall/server/db/database.ts'
import { openEmbedded } from '@rollcall/server/db/embedded.ts'
import { openPostgres } from '@rollcall/server/db/postgres.ts'
import { compare } from '@rollcall/server/modules/lifecycle/index.ts'
import { correlate } from '@rollcall/server/modules/people/index.ts'
import { startWorkspace } from '../test/support/workspace.ts'
import { type Benchmark, inTurn } from './benchmark.ts'
import { watchMemory } from './roll/watch-memory.ts'

/** Milliseconds that the rows of a first correlation take when nothing is asked but to write them, into tables with the same indexes. */
async function writeBarely(db: Db): Promise<number> {
  for (const table of ['persons', 'identity_links', 'account_links'])
    await sql`create table ${sql.table(`bare_${table}`)} (like ${sql.table(table)} including all)`.execute(db)
  const begun = performance.now()
  for (const table of ['persons', 'identity_links', 'account_links'])
    await sql`insert into ${sql.table(`bare_${table}`)} select * from ${sql.table(table)}`.execute(db)
  return performance.now() - begun
}

const departments = Array.from({ length: 19 }, (_, n) => `Department ${n}`)

/** A rule for each department, and one for everybody. */
const rulesFor = (app: string) => ({
  rules: [
    ...departments.map(name => ({
      name,
      match: 'all',
      conditions: [{ kind: 'attribute', name: 'department', operator: 'is', values: [name] }],
      gives: [{ app, role: 'agent' }],
    })),
    { name: 'Everybody', match: 'all', conditions: [], gives: [{ app }] },
  ],
  closed: [app],
  exceptions: [],
})

/** `BENCH_PEOPLE` sets how many (200,000); `BENCH_DATABASE_URL` takes an empty PostgreSQL. */
export const benchmark: Benchmark = {
  name: 'Identities against accounts',
  async run() {
    const people = Number(process.env.BENCH_PEOPLE ?? 200_000)
    const address = process.env.BENCH_DATABASE_URL
    const engine = address === undefined ? await openEmbedded(null) : await openPostgres(address)
    const workspace = await startWorkspace({ engine, roles: [] })
    const { ctx } = workspace
    const { db } = ctx
    const [okta, relay] = [randomUUID(), randomUUID()]
    for (const [id, connector, resource] of [
      [okta, 'okta', 'identities'],
      [relay, 'scim', 'accounts'],
    ] as const) {
      await sql`insert into connections (id, connector, name, base_url, auth, credentials, state, detail, created_at)
        values (${id}, ${connector}, ${connector}, 'https://bench.example', 'bearer', '', 'working', '', now())`.execute(db)
      await sql`insert into reads (id, connection_id, resource, complete, rows, pages, started_at, ended_at) values (${id}, ${id}, ${resource}, true, ${people}, 1, now(), now())`.execute(
        db,
      )
    }
    const common = sql`'u' || n, 'u' || n || '@a.example', array['u' || n || '@a.example'], array['a.example'], 'Person ' || n,
      case when n % 100 = 0 then 'inactive' else 'active' end, 'X', array[]::text[], 'v'`
    await sql`insert into identities (connection_id, external_id, user_name, email, emails, domains, display_name, status, vendor_status, groups, version, last_read_id, last_seen_at, department)
      select ${okta}, 'i' || n, ${common}, ${okta}::uuid, now(), 'Department ' || n % 20 from generate_series(1, ${people}::int) n`.execute(db)
    await sql`insert into accounts (connection_id, external_id, user_name, email, emails, domains, display_name, status, vendor_status, groups, version, last_read_id, last_seen_at,
        first_seen_at, last_active_at, role, looks_shared)
      select ${relay}, 'a' || n, ${sql`'u' || n, 'u' || n || '@a.example', array['u' || n || '@a.example'], array['a.example'], 'Person ' || n`},
        case when n % 400 = 7 then 'staged' else 'active' end, 'X', array[]::text[], 'v', ${relay}::uuid, now(),
        now() - interval '200 days', case when n % 200 = 1 then null when n % 200 = 2 then now() - interval '120 days' else now() - interval '3 days' end,
        case when n % 200 = 3 then null else 'agent' end, n % 400 = 5
      from generate_series(1, ${people}::int) n`.execute(db)
    await sql`analyze`.execute(db)
    // The same kinds of findings, asked of the bare tables: those of two sources by one full join, those of accounts by one scan.
    const join = async () => {
      await sql`select count(*) filter (where i.status = 'inactive' and a.status = 'active'), count(*) filter (where i.id is null), count(*) filter (where a.id is null),
          count(*) filter (where i.status = 'inactive' and a.last_active_at > i.status_changed_at)
        from identities i full join accounts a on lower(a.email) = lower(i.email)`.execute(db)
      await sql`select count(*) filter (where last_active_at is null), count(*) filter (where last_active_at < now() - interval '90 days'), count(*) filter (where role is null),
          count(*) filter (where status = 'staged'), count(*) filter (where looks_shared and protection = 'none'), count(*) filter (where not mfa), count(*) filter (where password_sign_in)
        from accounts where first_seen_at < now() - interval '30 days'`.execute(db)
      await sql`select count(*) from (select lower(email), connection_id from accounts where status = 'active' group by 1, 2 having count(*) > 1) d`.execute(db)
    }
    // Who should have the app, against who has it: the same twenty conditions as one aggregate, and the same differences by one full join.
    const conditions = sql.join(departments.map(name => sql`coalesce(bool_or(lower(i.department) = lower(${name})), false)`))
    const joinRules = async () => {
      await join()
      await sql`select count(*) filter (where e.live and a.id is null), count(*) filter (where true = any(e.holds) and a.role is distinct from 'agent'),
          count(*) filter (where a.status = 'active' and e.live is not true)
        from (select lower(i.email) as email, array[${conditions}] as holds, bool_or(i.status in ('active', 'locked')) as live from identities i group by 1) e
        full join accounts a on lower(a.email) = e.email`.execute(db)
    }
    await join()
    const memory = watchMemory(engine.kind)
    const begun = performance.now()
    await correlate(ctx)
    await compare(ctx)
    const first = performance.now() - begun
    const bare = await writeBarely(db)
    const again = await inTurn(async () => {
      await correlate(ctx)
      await compare(ctx)
    }, join)
    await sql`insert into access_rule_sets (version, document, saved_at, saved_by) values (1, ${JSON.stringify(rulesFor(relay))}::jsonb, now(), 'bench')`.execute(
      db,
    )
    await compare(ctx)
    const ruled = await inTurn(() => compare(ctx), joinRules)
    const grown = memory.stop()
    const { rows } = await sql<{ findings: number }>`select count(*)::int as findings from findings`.execute(db)
    await workspace.stop()
    return [
      {
        claim: 'put together and compared, against bare SQL of the same kinds',
        ratio: again.a / again.b,
        bound: { atMost: 3 },
        detail: `${again.a.toFixed(0)} ms against ${again.b.toFixed(0)} ms, ${people} of each, ${rows[0]?.findings} findings, ${engine.kind}`,
      },
      {
        claim: 'compared under 20 access rules, against bare SQL of the same',
        ratio: ruled.a / ruled.b,
        bound: { atMost: 3 },
        detail: `${ruled.a.toFixed(0)} ms against ${ruled.b.toFixed(0)} ms, ${people} persons`,
      },
      {
        claim: 'the first time, against bare SQL that writes the same rows',
        ratio: first / bare,
        bound: { atMost: 5 },
        detail: `${(first / 1000).toFixed(1)} s against ${(bare / 1000).toFixed(1)} s: ${people} persons, ${2 * people} links`,
      },
      {
        claim: 'memory of our own, in MB',
        ratio: grown,
        bound: { atMost: 64 },
        detail: `${engine.kind === 'embedded' ? 'heap' : 'resident set'} grown by ${grown.toFixed(1)} MB at most`,
      },
    ]
  },
}
