import { sql } from 'kysely'
import { listEngagements } from '@rollcall/contract'
import { openEmbedded } from '@rollcall/server/db/embedded.ts'
import { openPostgres } from '@rollcall/server/db/postgres.ts'
import { signInAdmin, startWorkspace } from '../test/support/workspace.ts'
import { type Benchmark, inTurn } from './benchmark.ts'

const calls = 100_000
// Few enough that the whole benchmark stays below the limit of requests a minute.
const pagesAtOnce = 10

/** Over the API as the console asks it: sign-in, permission, query, JSON. `BENCH_DATABASE_URL` takes an empty PostgreSQL. */
export const benchmark: Benchmark = {
  name: `The list of ${calls.toLocaleString('en')} calls`,
  async run() {
    const address = process.env.BENCH_DATABASE_URL
    const engine = address === undefined ? await openEmbedded(null) : await openPostgres(address)
    const workspace = await startWorkspace({ engine })
    const { db } = workspace.ctx
    await sql`insert into engagements (source, source_key, kind, title, started_at, duration_seconds, owner_email, participant_count, state, created_at)
      select 'bench', n::text, case n % 3 when 0 then 'dialer' else 'meeting' end, 'Call ' || n, '2020-01-01Z'::timestamptz + n * interval '20 minutes',
        300 + n % 3000, 'rep' || n % 50 || '@rollcall.test', 2, 'matched', now() from generate_series(1, ${calls}::int) n`.execute(db)
    await sql`insert into transcripts (engagement_id, file_name, format, source, search)
      select id, 'call.vtt', 'webvtt', '', to_tsvector('simple', title || case when duration_seconds = 777 then ' walrus' else ' pricing' end) from engagements`.execute(
      db,
    )
    await sql`analyze`.execute(db)
    const ada = await signInAdmin(workspace)
    const page = (query: { cursor?: string; q?: string; kind?: 'dialer' }) => ada.call(listEngagements, { query: { limit: 50, ...query } })
    const pages = (query: Parameters<typeof page>[0]) => async () => {
      for (let n = 0; n < pagesAtOnce; n++) await page(query)
    }
    let deep: string | undefined
    for (let seen = 0; seen < calls * 0.95; seen += 200)
      deep = (await ada.call(listEngagements, { query: { limit: 200, ...(deep === undefined ? {} : { cursor: deep }) } })).nextCursor ?? deep
    const cursor = deep ?? ''
    const plain = await inTurn(pages({ cursor }), pages({}))
    const filtered = await inTurn(pages({ kind: 'dialer' }), pages({}))
    const searched = await inTurn(pages({ q: 'walrus' }), pages({}))
    await workspace.stop()
    const each = (milliseconds: number) => `${(milliseconds / pagesAtOnce).toFixed(1)} ms`
    return [
      {
        claim: 'a page after 95,000 calls against the first',
        ratio: plain.a / plain.b,
        bound: { atMost: 2 },
        detail: `${each(plain.a)} against ${each(plain.b)} a page of 50, ${engine.kind}`,
      },
      {
        claim: 'the first page of one kind against the first of all',
        ratio: filtered.a / filtered.b,
        bound: { atMost: 2 },
        detail: `${each(filtered.a)} against ${each(filtered.b)}`,
      },
      {
        claim: 'a search for a rare word against the first page',
        ratio: searched.a / searched.b,
        bound: { atMost: 3 },
        detail: `${each(searched.a)} against ${each(searched.b)}`,
      },
    ]
  },
}
