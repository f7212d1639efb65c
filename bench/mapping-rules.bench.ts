// What a change of the mapping rules costs over a whole directory. Size: `RULES_BENCH_USERS=100000`.
import { randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { MappingRule } from '@rollcall/contract'
import { start } from '@rollcall/server'
import { readConfig } from '@rollcall/server/config.ts'
import { as, type Context } from '@rollcall/server/context.ts'
import { openEmbedded } from '@rollcall/server/db/embedded.ts'
import type { Engine } from '@rollcall/server/db/engine.ts'
import { openPostgres } from '@rollcall/server/db/postgres.ts'
import * as directory from '@rollcall/server/modules/directory/index.ts'
import { type Benchmark, type Claim, inTurn } from './benchmark.ts'

const users = Number(process.env.RULES_BENCH_USERS ?? '20000')
const departments = 50

const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

const seedSql = (count: number): string => `
  insert into users (id, email, name, role, role_source, door, user_name, external_id, attributes, created_at)
    select gen_random_uuid(), 'user' || n || '@bench.test', 'User ' || n, 'rep-ae', 'default', 'scim', 'user' || n || '@bench.test', 'ext-' || n,
      jsonb_build_object('displayName', 'User ' || n, 'title', 'Title ' || n % 200,
        'emails', jsonb_build_array(jsonb_build_object('value', 'user' || n || '@bench.test', 'type', 'work', 'primary', true)),
        '${enterprise}', jsonb_build_object('department', 'Department ' || n % ${departments})), now()
    from generate_series(1, ${count}) n;
  insert into groups (id, display_name, created_at, modified_at) values (gen_random_uuid(), 'Leads', now(), now());
  insert into group_members (group_id, value, user_id) select g.id, u.id::text, u.id from groups g, users u where u.ordinal % 4 = 0 and u.email like '%@bench.test';
  analyze users; analyze group_members;`

const rule = (gives: MappingRule['gives'], ...conditions: MappingRule['conditions']): MappingRule => ({ id: randomUUID(), match: 'all', conditions, gives })

/** A rule for each department and one for a group; the second set moves a fifth of everybody. */
const rulesFor = (role: string): MappingRule[] => [
  rule({ role: 'manager-sdr' }, { kind: 'group', operator: 'is', values: ['leads'] }),
  ...Array.from({ length: departments }, (_, each) =>
    rule({ role: each % 4 === 0 ? role : 'rep-ae' }, { kind: 'attribute', path: 'department', operator: 'is', values: [`department ${each}`] }),
  ),
  rule({ licence: 'listener' }, { kind: 'attribute', path: 'title', operator: 'is', values: ['title 1'] }),
]

const engineFor = async (): Promise<Engine> =>
  process.env.BENCH_DATABASE_URL === undefined ? openEmbedded(null) : openPostgres(process.env.BENCH_DATABASE_URL)

async function seconds<T>(work: () => Promise<T>): Promise<{ took: number; answer: T }> {
  const begun = performance.now()
  const answer = await work()
  return { took: (performance.now() - begun) / 1000, answer }
}

async function measure(ctx: Context): Promise<Claim[]> {
  const page = { limit: 50 }
  const save = async (rules: MappingRule[]) =>
    directory.saveMappingRules(ctx, { rules, hash: (await directory.previewMappingRules(ctx, { rules }, page)).hash })
  const first = rulesFor('rep-sdr')
  const cold = await seconds(() => directory.previewMappingRules(ctx, { rules: first }, page))
  const saved = await seconds(() => save(first))
  const bySelf = [rule({ role: 'rep-sdr' }, { kind: 'attribute', path: 'userName', operator: 'contains', values: ['7@'] })]
  const worst = await seconds(() => directory.previewMappingRules(ctx, { rules: bySelf }, page))
  const draft = rulesFor('enablement')
  const { a, b } = await inTurn(
    () => directory.previewMappingRules(ctx, { rules: draft }, page),
    () => sql`select role, attributes->${enterprise}->>'department', attributes->>'title', count(*) from users group by 1, 2, 3`.execute(ctx.db),
  )
  return [
    {
      claim: `a preview over ${users} users beside one bare statement that groups them by what the rules look at`,
      ratio: a / b,
      bound: { atMost: 15 },
      detail:
        `${a.toFixed(0)} ms and ${b.toFixed(0)} ms; first preview ${cold.took.toFixed(2)} s for ${cold.answer.changed} changes, preview and save of them ${saved.took.toFixed(2)} s; ` +
        `a rule on the user name, where everybody is a case of their own: ${worst.took.toFixed(2)} s for ${worst.answer.changed}`,
    },
  ]
}

export const benchmark: Benchmark = {
  name: 'mapping rules',
  run: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rollcall-bench-'))
    const config = readConfig({ PORT: '0', ROLLCALL_DATA: join(folder, 'data'), ROLLCALL_LOG: 'silent' }, folder)
    const engine = await engineFor()
    const rollcall = await start(config, { engine, roles: [] })
    try {
      const session = await engine.session()
      await session.exec(seedSql(users))
      session.release()
      return await measure(as(rollcall.ctx, { kind: 'operator', name: 'bench', permissions: ['settings:write'] }))
    } finally {
      await rollcall.stop()
    }
  },
}
