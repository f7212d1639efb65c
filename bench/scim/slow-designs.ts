import { randomUUID } from 'node:crypto'
import { type Claim, inTurn } from '../benchmark.ts'
import type { Bench } from './open-bench.ts'
import { addMember, filtered, newUser } from './questions.ts'

/**
 * What makes other servers slow, beside ours: each is done without a route, and is slower all the same. Ratios are theirs to ours.
 */
export async function slowDesigns(bench: Bench, size: number): Promise<Claim[]> {
  const { scim, query, groupIds } = bench
  await query('create table if not exists group_documents (id uuid primary key, members jsonb not null)', [])
  const document = randomUUID()
  await query(`insert into group_documents select $1, jsonb_agg(jsonb_build_object('value', value)) from group_members where group_id = $2`, [
    document,
    groupIds.get(50_000),
  ])
  const everybody = async () => await query('select * from users where deleted_at is null', [])
  const wanted = `user${size}@bench.test`
  const designs: readonly [string, () => Promise<unknown>, () => Promise<unknown>][] = [
    [
      'a filter evaluated in memory',
      async () => (await everybody()).filter(row => String(row.user_name).toLowerCase() === wanted),
      () => scim('GET', filtered(`userName eq "${wanted}"`)),
    ],
    [
      'a group of 50000 kept as one document, one more member',
      () => query(`update group_documents set members = members || jsonb_build_object('value', $2::text) where id = $1`, [document, randomUUID()]),
      () => addMember(bench, 50_000),
    ],
    ['a total counted by loading', async () => (await everybody()).length, () => scim('GET', '/Users?count=0')],
    [
      'the last page by OFFSET',
      () => query('select * from users where deleted_at is null order by created_at, id offset $1 limit 100', [size - 100]),
      () => scim('GET', `/Users?startIndex=${size - 99}&count=100`),
    ],
    [
      'twenty statements for a create',
      async () => {
        const { userName } = newUser()
        for (let n = 0; n < 10; n++) await query('select 1 from users where (lower(user_name) collate "C") = lower($1)', [userName])
        for (let n = 0; n < 10; n++) await query('insert into user_emails (user_id, value, is_primary) values ($1, $2, false)', [bench.ids[n], userName])
      },
      () => scim('POST', '/Users', newUser()),
    ],
  ]
  const claims: Claim[] = []
  for (const [name, theirs, ours] of designs) {
    const { a, b } = await inTurn(theirs, ours)
    claims.push({ claim: `slow: ${name}, ${size} users`, ratio: a / b, bound: { atLeast: 1 }, detail: `${a.toFixed(1)} ms against ${b.toFixed(1)} ms` })
  }
  return claims
}
