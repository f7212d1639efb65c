import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { databaseOver } from './database.ts'
import { openEmbedded } from './embedded.ts'

const folder = () => join(mkdtempSync(join(tmpdir(), 'rollcall-embedded-')), 'data')

/** Another process that opens the folder, inserts rows until it is killed, and says each that was acknowledged. */
const writer = (data: string) =>
  spawn(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `const { openEmbedded } = await import(${JSON.stringify(new URL('embedded.ts', import.meta.url).href)})
       const session = await (await openEmbedded(${JSON.stringify(data)})).session()
       await session.exec('create table if not exists kept (n int)')
       for (let n = 1; ; n++) { await session.query('insert into kept values ($1)', [n]); process.stdout.write(n + '\\n') }`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )

describe('the embedded database', () => {
  it('loses no acknowledged row to kill -9, and its lock is taken over from the dead', async () => {
    const data = folder()
    const child = writer(data)
    let acknowledged = 0
    await new Promise<void>(resolve => {
      child.stdout.on('data', (bytes: Buffer) => {
        acknowledged = Number(bytes.toString().trim().split('\n').at(-1))
        if (acknowledged >= 50) resolve()
      })
    })
    const gone = new Promise(resolve => child.on('exit', resolve))
    child.kill('SIGKILL')
    await gone
    expect(existsSync(`${data}.lock`)).toBe(true)
    const engine = await openEmbedded(data)
    const session = await engine.session()
    const { rows } = await session.query('select count(*)::int as kept, max(n) as last from kept')
    session.release()
    expect(rows[0]?.kept).toBe(rows[0]?.last)
    expect(Number(rows[0]?.kept)).toBeGreaterThanOrEqual(acknowledged)
    await engine.close()
    expect(existsSync(`${data}.lock`)).toBe(false)
  })

  it('refuses a second process on one folder with one sentence, and harms nothing', async () => {
    const data = folder()
    const engine = await openEmbedded(data)
    expect(statSync(data).mode & 0o777).toBe(0o700)
    await expect(openEmbedded(data)).rejects.toThrow(`The data folder ${data} is in use by process ${process.pid}`)
    const session = await engine.session()
    expect((await session.query('select 1 as one')).rows).toEqual([{ one: 1 }])
    session.release()
    await engine.close()
  })

  it('takes over a lock that was cut off while it was written', async () => {
    const data = folder()
    writeFileSync(`${data}.lock`, '{"pid":')
    const engine = await openEmbedded(data)
    expect(JSON.parse(readFileSync(`${data}.lock`, 'utf8'))).toMatchObject({ pid: process.pid })
    await engine.close()
  })

  it('runs what is written inside a transaction in that transaction, and the rest after it', async () => {
    const engine = await openEmbedded(null)
    const database = databaseOver(engine)
    await database.executeSql('create table n (v int)')
    const rolledBack = database.transaction(async () => {
      await database.executeSql('insert into n values ($1)', [1])
      await database.transaction(() => database.executeSql('insert into n values ($1)', [2]))
      throw new Error('no')
    })
    const outside = database.executeSql('insert into n values ($1)', [3])
    await expect(rolledBack).rejects.toThrow('no')
    await outside
    expect((await database.executeSql('select v from n', [])).rows).toEqual([{ v: 3 }])
    await database.close()
  })

  it('lets timers run while a query takes its time', async () => {
    const engine = await openEmbedded(null)
    const session = await engine.session()
    let ticks = 0
    const timer = setInterval(() => ticks++, 5)
    await session.query('select count(*) from generate_series(1, 3000000) n where n % 7 = 3')
    clearInterval(timer)
    session.release()
    expect(ticks).toBeGreaterThan(5)
    await engine.close()
  })
})
