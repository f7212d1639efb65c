import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { emptyEngine } from '../../test/support/engine.ts'
import { restoreBackup, writeBackup } from './backup.ts'
import { openEmbedded } from './embedded.ts'
import type { Engine } from './engine.ts'
import { migrate } from './migrate.ts'

const folder = mkdtempSync(join(tmpdir(), 'rollcall-backup-'))
const about = { version: '0.1.0', keyId: 'k', now: new Date('2026-11-22T18:40:00Z') }
const opened: Engine[] = []
const fresh = async () => {
  const engine = await openEmbedded(null)
  opened.push(engine)
  return engine
}
afterAll(() => Promise.all(opened.map(engine => engine.close())))

const ask = async (engine: Engine, sql: string) => {
  const session = await engine.session()
  try {
    return (await session.query(sql)).rows
  } finally {
    session.release()
  }
}

const fill = async (engine: Engine) => {
  await ask(
    engine,
    `insert into users (email, name, role, created_at) select 'p' || n || '@rollcall.test', E'Zo\\u00eb "\\\\" ' || n, 'admin', now() from generate_series(1, 1201) n`,
  )
  await ask(
    engine,
    `insert into sessions (user_id, secret_hash, client, created_at, last_used_at, expires_at) select id, id::text, 'test', now(), now(), now() from users`,
  )
  await ask(
    engine,
    `insert into audit_entries values (1, '2026-11-22T18:40:00.123456Z', 'a', 'b', null, '{"z":1,"a":9007199254740993}', repeat('0', 64), repeat('1', 64))`,
  )
  await ask(engine, `insert into settings values ('large', '9007199254740993'::jsonb)`)
}

const digestSql = `select (select md5(string_agg(to_jsonb(u)::text, '' order by id)) from users u) as users,
  (select md5(string_agg(to_jsonb(a)::text, '')) from audit_entries a) as audit, (select value::text from settings) as large,
  (select count(*) from sessions)::int as sessions`

/** What users and entries had before any later migration gave them more. */
const firstColumnsSql = digestSql
  .replace('to_jsonb(u)::text', 'jsonb_build_array(u.id, u.email, u.name, u.role, u.created_at)::text')
  .replace('to_jsonb(a)::text', 'jsonb_build_array(a.sequence, a.at, a.actor, a.action, a.subject, a.detail, a.previous_hash, a.hash)::text')

describe('backup and restore', () => {
  const file = join(folder, 'workspace.rollcall')

  it('moves every row to an empty workspace of the other engine, to the last digit', async () => {
    const source = await emptyEngine()
    await fill(source)
    await ask(source, `insert into rules_in_force (revision) values (3)`)
    await ask(source, `insert into roles (name, permissions, created_at) values ('Deal Desk', '{self}', now())`)
    const written = await writeBackup(source, file, about)
    expect(written.rows).toBe(1201 * 2 + 4)
    const target = await fresh()
    const restored = await restoreBackup(target, file)
    expect(restored).toMatchObject({ rows: written.rows, sha256: written.sha256, keyId: 'k' })
    expect(await ask(target, digestSql)).toEqual(await ask(source, digestSql))
    await ask(target, `insert into users (email, name, role, created_at) values ('next@rollcall.test', 'Next', 'admin', now())`)
    expect(await ask(target, `select ordinal from users where email = 'next@rollcall.test'`)).toEqual([{ ordinal: 1202 }])
  })

  it('refuses a workspace in use, and changes nothing there', async () => {
    const used = await emptyEngine()
    await ask(used, `insert into users (email, name, role, created_at) values ('a@rollcall.test', 'A', 'admin', now())`)
    await expect(restoreBackup(used, file)).rejects.toThrow('This workspace is in use.')
    expect(await ask(used, 'select email from users')).toEqual([{ email: 'a@rollcall.test' }])
  })

  it('refuses a damaged, a cut, a foreign and a missing file', async () => {
    const target = await fresh()
    const damage = (name: string, bytes: Buffer) => {
      const path = join(folder, name)
      writeFileSync(path, bytes)
      return path
    }
    const good = readFileSync(file)
    const changed = gunzipSync(good).toString().replace('p7@rollcall.test', 'x7@rollcall.test')
    const sentence = /is not a backup of Rollcall, or it is damaged. Nothing was changed./
    await expect(restoreBackup(target, damage('changed', gzipSync(changed)))).rejects.toThrow(sentence)
    await expect(restoreBackup(target, damage('cut', good.subarray(0, good.length / 2)))).rejects.toThrow(sentence)
    await expect(restoreBackup(target, damage('foreign', gzipSync('{"hello":1}\n')))).rejects.toThrow(sentence)
    await expect(restoreBackup(target, damage('empty', Buffer.alloc(0)))).rejects.toThrow(sentence)
    await expect(restoreBackup(target, join(folder, 'absent'))).rejects.toThrow('There is no file')
    expect(await ask(target, `select to_regclass('public.users') as users`)).toEqual([{ users: null }])
  })

  it('refuses a backup of a newer schema', async () => {
    const newer = gunzipSync(readFileSync(file))
      .toString()
      .replace(/"schema":\d+/, '"schema":999')
    const { createHash } = await import('node:crypto')
    const lines = newer.trimEnd().split('\n').slice(0, -1)
    const body = `${lines.join('\n')}\n`
    const path = join(folder, 'newer')
    writeFileSync(path, gzipSync(`${body}${JSON.stringify({ end: true, rows: 1, sha256: createHash('sha256').update(body).digest('hex') })}\n`))
    await expect(restoreBackup(await fresh(), path)).rejects.toThrow('made by a newer Rollcall')
  })

  it('never writes over another backup', async () => {
    await expect(writeBackup(await emptyEngine(), file, about)).rejects.toThrow('exists already')
  })
})

describe('migrations', () => {
  it('go forward over a filled database, once', async () => {
    const engine = await fresh()
    const { readMigrations } = await import('./migrate.ts')
    const all = readMigrations()
    await migrate(engine, all.slice(0, 1))
    await fill(engine)
    const before = await ask(engine, firstColumnsSql)
    expect(await migrate(engine, all)).toBe(all.length - 1)
    expect(await migrate(engine, all)).toBe(0)
    expect(await ask(engine, firstColumnsSql)).toEqual(before)
  })

  it('refuse a newer schema, and one of another build', async () => {
    const engine = await fresh()
    const { readMigrations } = await import('./migrate.ts')
    const all = readMigrations()
    await migrate(engine, all)
    await expect(migrate(engine, all.slice(0, -1))).rejects.toThrow('used by a newer Rollcall')
    await expect(migrate(engine, [{ ...all[0]!, sha256: 'other' }, ...all.slice(1)])).rejects.toThrow('a different build')
  })

  it('leave nothing of a migration that fails half-way', async () => {
    const engine = await fresh()
    const broken = { version: 1, name: '0001_broken', sql: 'create table half (id int); select 1/0;', sha256: 'x' }
    await expect(migrate(engine, [broken])).rejects.toThrow('0001_broken failed and was rolled back')
    expect(await ask(engine, `select to_regclass('half') as half`)).toEqual([{ half: null }])
  })
})
