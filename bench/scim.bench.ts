// SCIM beside the same question as one bare prepared statement behind a bare route, in the same run. Sizes: `SCIM_BENCH_SIZES=1000,10000,100000`;
// engine: embedded, or the PostgreSQL of BENCH_DATABASE_URL (in a database of its own).
import { randomUUID } from 'node:crypto'
import { type Benchmark, type Claim, inTurn } from './benchmark.ts'
import { type Bench, groups, openBench } from './scim/open-bench.ts'
import { addMember, newUser, patchOf, questions } from './scim/questions.ts'
import { slowDesigns } from './scim/slow-designs.ts'

const sizes = (process.env.SCIM_BENCH_SIZES ?? '1000,10000').split(',').map(Number)
/** A round takes this long at the least, so that what is done for many requests at once a moment later (log, audit) is within it. */
const roundMilliseconds = 300
const rounds = 15
/** Both sides are asked this often before anything is measured, as a server that has just begun is compiled while it answers. */
const warmUp = 500

/** CPU of this process for each request, in milliseconds, the median of several rounds; on the embedded engine that is the database's too. */
async function cpuOf(run: () => Promise<unknown>, requests: number): Promise<number> {
  const costs: number[] = []
  for (let round = 0; round < rounds; round++) {
    const begun = process.cpuUsage()
    for (let n = 0; n < requests; n++) await run()
    const { user, system } = process.cpuUsage(begun)
    costs.push((user + system) / 1000 / requests)
  }
  return costs.toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0
}

/** Requests that fill a round. */
async function requestsPerRound(run: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  let requests = 0
  while (performance.now() - begun < roundMilliseconds) {
    await run()
    requests += 1
  }
  return requests
}

/** CPU by question, one value for each size. */
type Costs = Map<string, number[]>

const note = (costs: Costs, name: string, cost: number) => void costs.set(name, [...(costs.get(name) ?? []), cost])

async function measure(size: number, costs: Costs): Promise<Claim[]> {
  const bench = await openBench(size)
  const claims: Claim[] = []
  try {
    for (const { name, atLeast, scim, sql, values, times } of questions(size)) {
      let turn = 0
      const ours = () => scim(bench, turn++)
      const bare = () => bench.bare('POST', '/', { sql, rows: Array.from({ length: times ?? 1 }, () => values(bench, turn++)) })
      for (let n = 0; n < (times === undefined ? warmUp : 3); n++) await Promise.all([ours(), bare()])
      const runs = times === undefined ? await requestsPerRound(ours) : 1
      const many = (one: () => Promise<unknown>) => async () => {
        for (let n = 0; n < runs; n++) await one()
      }
      const took = await inTurn(many(ours), many(bare), rounds)
      if (times === undefined) note(costs, name, await cpuOf(ours, runs))
      const detail = `${((runs / took.a) * 1000).toFixed(0)}/s against ${((runs / took.b) * 1000).toFixed(0)}/s`
      claims.push({ claim: `${name}, ${size} users`, ratio: took.ratio, bound: { atLeast }, detail })
    }
    claims.push(await everyPage(bench, size), await manyClients(bench), ...(await statementsPerWrite(bench)))
    if (size === sizes.at(-1)) claims.push(...(await slowDesigns(bench, size)))
  } finally {
    await bench.stop()
  }
  return claims
}

/** All users in pages of 1000, against the same rows read bare. */
async function everyPage(bench: Bench, size: number): Promise<Claim> {
  const sql = 'select u.*, null as groups from users u where u.ordinal >= $1 and u.deleted_at is null order by u.ordinal limit 1000'
  const through = (ask: (from: number) => Promise<unknown>) => async () => {
    for (let from = 1; from <= size; from += 1000) await ask(from)
  }
  const scimPage = (from: number) => bench.scim('GET', `/Users?startIndex=${from}&count=1000&excludedAttributes=groups`)
  const barePage = (from: number) => bench.bare('POST', '/', { sql, rows: [[from]] })
  const [ours, bare] = [through(scimPage), through(barePage)]
  for (let n = 0; n < 20; n++) {
    await scimPage(1)
    await barePage(1)
  }
  const took = await inTurn(ours, bare, size > 10_000 ? 3 : rounds)
  return {
    claim: `page through all ${size} users`,
    ratio: took.ratio,
    bound: { atLeast: 0.5 },
    detail: `${took.a.toFixed(0)} ms against ${took.b.toFixed(0)} ms`,
  }
}

/** No acknowledged member is lost and nobody is refused: the client throws on any status but 2xx, and the members are counted afterwards. */
async function manyClients(bench: Bench): Promise<Claim> {
  const group = bench.groupIds.get(50_000)
  const members = async () => Number((await bench.query('select count(*) as n from group_members where group_id = $1', [group]))[0]?.n)
  const before = await members()
  const begun = performance.now()
  const each = await Promise.all(
    Array.from({ length: 16 }, async () => {
      let acknowledged = 0
      for (let n = 0; n < 10; n++) acknowledged += (await addMember(bench, 50_000)) === 204 ? 1 : 0
      return acknowledged
    }),
  )
  const took = performance.now() - begun
  const acknowledged = each.reduce((sum, count) => sum + count, 0)
  return {
    claim: '16 clients add members to one group at once: kept of acknowledged',
    ratio: ((await members()) - before) / acknowledged,
    bound: { atLeast: 1 },
    detail: `${acknowledged} of 160 acknowledged, ${((160 / took) * 1000).toFixed(0)}/s`,
  }
}

async function statementsPerWrite(bench: Bench): Promise<Claim[]> {
  const writes: readonly [string, () => Promise<unknown>][] = [
    ['a create with a manager', () => bench.scim('POST', '/Users', { ...newUser(), manager_email: 'user1@bench.test' })],
    ['a PATCH', () => bench.scim('PATCH', `/Users/${bench.ids[0]}`, patchOf({ op: 'replace', path: 'title', value: randomUUID() }))],
    ['a PUT', () => bench.scim('PUT', `/Users/${bench.ids[1]}`, { ...newUser(), manager_email: 'user3@bench.test' })],
    ['a member', () => addMember(bench, 10_000)],
    ['a delete', () => bench.scim('DELETE', `/Users/${bench.ids[2]}`)],
  ]
  const claims: Claim[] = []
  for (const [name, write] of writes)
    claims.push({ claim: `statements of ${name}`, ratio: await bench.statementsOf(write), bound: { atMost: 3 }, detail: 'counted' })
  return claims
}

const flat = (costs: Costs): Claim[] => {
  const overSizes = [...costs].flatMap(([name, each]): Claim[] => {
    const [smallest = 1, largest = 1] = [each[0], each.at(-1)]
    const detail = each.map(cost => `${cost.toFixed(2)} ms`).join(', ')
    return each.length < 2
      ? []
      : [{ claim: `CPU of ${name} from ${sizes[0]} to ${sizes.at(-1)} users`, ratio: largest / smallest, bound: { atMost: 1.5 }, detail }]
  })
  const [small = 1, large = 1] = groups.map(members => costs.get(`one more member for a group of ${members}`)?.at(-1))
  const members: Claim = {
    claim: `CPU of one more member from a group of ${groups[0]} to one of ${groups[1]}`,
    ratio: large / small,
    bound: { atMost: 1.5 },
    detail: `${small.toFixed(2)} ms, ${large.toFixed(2)} ms`,
  }
  return [...overSizes, members]
}

export const benchmark: Benchmark = {
  name: `SCIM on ${process.env.BENCH_DATABASE_URL === undefined ? 'the embedded engine' : 'PostgreSQL'}`,
  async run() {
    const costs: Costs = new Map()
    const claims: Claim[] = []
    for (const size of sizes) claims.push(...(await measure(size, costs)))
    return [...claims, ...flat(costs)]
  },
}
