import { once } from 'node:events'
import { sql } from 'kysely'
import type { Db } from '@rollcall/server/db/database.ts'
import { compare, draftPlan } from '@rollcall/server/modules/lifecycle/index.ts'
import { correlate } from '@rollcall/server/modules/people/index.ts'
import { type Benchmark, type Claim, inTurn } from './benchmark.ts'
import { type Company, databaseAddress, startCompany, startProcess } from './roll/company.ts'
import { readAll } from './roll/read-all.ts'
import { watchMemory } from './roll/watch-memory.ts'

/** `BENCH_ROLL=large` takes 100,000 people in 20 apps as well, best with `BENCH_DATABASE_URL`. */
const sizes = [
  { people: 10_000, apps: 8, rounds: 3, seconds: 60 },
  ...(process.env.BENCH_ROLL === 'large' ? [{ people: 100_000, apps: 20, rounds: 1, seconds: 900 }] : []),
]
const mostSteps = 1000

const timed = async <T>(work: () => Promise<T>): Promise<{ seconds: number; answer: T }> => {
  const begun = performance.now()
  const answer = await work()
  return { seconds: (performance.now() - begun) / 1000, answer }
}

/** The same rows, written by the database from what it has, into tables with the same indexes. */
async function writeBarely(db: Db): Promise<void> {
  for (const table of ['identities', 'accounts']) {
    await sql`create table ${sql.table(`bare_${table}`)} (like ${sql.table(table)} including all)`.execute(db)
    await sql`insert into ${sql.table(`bare_${table}`)} overriding system value select * from ${sql.table(table)}`.execute(db)
  }
}

/** The same comparison in bare SQL: each app against the people, then what accounts tell by themselves. */
async function compareBarely(db: Db, connectionIds: readonly string[]): Promise<void> {
  for (const id of connectionIds.slice(1)) {
    await sql`select count(*) filter (where i.status = 'inactive' and a.status = 'active'), count(*) filter (where i.id is null), count(*) filter (where a.id is null),
        count(*) filter (where i.status = 'inactive' and a.last_active_at > i.status_changed_at)
      from identities i full join (select * from accounts where connection_id = ${id}::uuid) a on lower(a.email) = lower(i.email)`.execute(db)
  }
  await sql`select count(*) filter (where last_active_at is null), count(*) filter (where last_active_at < now() - interval '90 days'), count(*) filter (where role is null),
      count(*) filter (where status = 'staged'), count(*) filter (where looks_shared and protection = 'none'), count(*) filter (where not mfa), count(*) filter (where password_sign_in)
    from accounts where first_seen_at < now() - interval '30 days'`.execute(db)
  await sql`select count(*) from (select lower(email), connection_id from accounts where status = 'active' group by 1, 2 having count(*) > 1) d`.execute(db)
}

async function draftFirst({ workspace: { ctx } }: Company): Promise<number> {
  const { rows } = await sql<{
    id: string
  }>`select id from findings where kind = 'active_after_deactivation' and state = 'open' order by id limit ${mostSteps}`.execute(ctx.db)
  const { steps } = await draftPlan(
    ctx,
    rows.map(({ id }) => id),
  )
  return steps.length
}

async function measure({ people, apps, rounds, seconds }: (typeof sizes)[number]): Promise<Claim[]> {
  const company = await startCompany({ people, apps, leaverEvery: 100, perSecond: null, roles: ['web'] })
  const { workspace, connectionIds, engine } = company
  const { ctx } = workspace
  const memory = watchMemory(engine)
  const collected = await timed(() => readAll(ctx, connectionIds))
  const correlated = await timed(() => correlate(ctx))
  const found = await timed(() => compare(ctx))
  const planned = await timed(() => draftFirst(company))
  const grown = memory.stop()
  const bare = await timed(() => writeBarely(ctx.db))
  const again = await inTurn(
    async () => {
      await correlate(ctx)
      await compare(ctx)
    },
    () => compareBarely(ctx.db, connectionIds),
    rounds,
  )
  await company.stop()
  const size = `${people} people in ${apps} apps, ${engine}`
  const rows = people * (apps + 1)
  const all = collected.seconds + correlated.seconds + found.seconds + planned.seconds
  const inWords = ({ seconds: taken }: { seconds: number }) => `${taken.toFixed(1)} s`
  return [
    {
      claim: `collect, correlate, find and plan, against the ${seconds} s it may take`,
      ratio: all / seconds,
      bound: { atMost: 1 },
      detail: `${size}: collect ${inWords(collected)} (${Math.round(rows / collected.seconds)} rows/s of ${rows}, over HTTP, vendors without limits), correlate ${inWords(correlated)}, find ${found.answer.open} ${inWords(found)}, plan ${planned.answer} steps ${inWords(planned)}`,
    },
    {
      claim: 'rows read over HTTP and kept, against bare SQL that writes the same rows',
      ratio: collected.seconds / bare.seconds,
      bound: { atMost: 12 },
      detail: `${inWords(collected)} against ${inWords(bare)}`,
    },
    {
      claim: 'put together and compared again, against bare SQL of the same comparison',
      ratio: again.a / again.b,
      bound: { atMost: 3 },
      detail: `${again.a.toFixed(0)} ms against ${again.b.toFixed(0)} ms`,
    },
    {
      claim: 'memory of our own at its peak, in MB',
      ratio: grown,
      bound: { atMost: 256 },
      detail: `${engine === 'embedded' ? 'heap' : 'resident set'} grown by ${grown.toFixed(0)} MB at most`,
    },
  ]
}

/** Worker processes that read all connections between them, after a first read: seconds from the signal to the last one's end. */
async function readBy(workers: number, database: string, connectionIds: readonly string[]): Promise<number> {
  const started = await Promise.all(
    Array.from({ length: workers }, (_, worker) =>
      startProcess('reader.ts', { database, connectionIds: connectionIds.filter((_id, place) => place % workers === worker) }),
    ),
  )
  const { seconds } = await timed(() =>
    Promise.all(
      started.map(async ({ process: worker }) => {
        const done = once(worker, 'message')
        worker.send('begin')
        await done
      }),
    ),
  )
  return seconds
}

async function measureWorkers(database: string): Promise<Claim> {
  const { people, apps, milliseconds } = { people: 3000, apps: 7, milliseconds: 200 }
  const company = await startCompany({ people, apps, leaverEvery: 100, perSecond: null, milliseconds, roles: ['web'] })
  await readAll(company.workspace.ctx, company.connectionIds)
  // One, two, one, two: a machine that slows down slows both.
  const taken = { 1: 0, 2: 0 }
  for (const workers of [1, 2, 1, 2] as const) taken[workers] += await readBy(workers, database, company.connectionIds)
  await company.stop()
  return {
    claim: 'the time of two workers that read, against one',
    ratio: taken[2] / taken[1],
    bound: { atMost: 0.7 },
    detail: `${(taken[2] / 2).toFixed(1)} s against ${(taken[1] / 2).toFixed(1)} s, ${people} people in ${apps} apps that take ${milliseconds} ms for a page`,
  }
}

export const benchmark: Benchmark = {
  name: 'The roll, from the vendors to a plan',
  async run() {
    const claims: Claim[] = []
    for (const size of sizes) claims.push(...(await measure(size)))
    const database = databaseAddress()
    if (database === undefined) process.stdout.write('  skipped  two workers against one: set BENCH_DATABASE_URL to a PostgreSQL\n')
    else claims.push(await measureWorkers(database))
    return claims
  },
}
