import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startWorkspace, type Workspace } from '../../../test/support/workspace.ts'
import { erasableEntries, listEntries, record, verifyChain } from './index.ts'
import { genesis, hashOf } from './audit.ts'

describe('the audit log', () => {
  let workspace: Workspace
  beforeAll(async () => {
    workspace = await startWorkspace({ roles: [] })
  })
  afterAll(() => workspace.stop())

  it('numbers entries without gaps, also when many are written at once', async () => {
    const { ctx } = workspace
    await Promise.all(Array.from({ length: 30 }, (_, n) => record(ctx, 'test.done', String(n), { n })))
    expect(await verifyChain(ctx)).toMatchObject({ entries: 30, intact: true, brokenAt: null })
  })

  it('keeps no entry of a change that was rolled back', async () => {
    const { ctx } = workspace
    const before = await verifyChain(ctx)
    await expect(
      ctx.transaction(async () => {
        await record(ctx, 'test.undone', null)
        throw new Error('no')
      }),
    ).rejects.toThrow('no')
    expect(await verifyChain(ctx)).toEqual(before)
  })

  it('pages newest first without gap or repetition', async () => {
    const { ctx } = workspace
    const seen: number[] = []
    let cursor: string | undefined
    do {
      const page = await listEntries(ctx, { limit: 7, cursor, action: 'test.done' })
      expect(page.total).toBe(30)
      seen.push(...page.items.map(entry => entry.sequence))
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(seen).toEqual(Array.from({ length: 30 }, (_, n) => 30 - n))
  })

  it('refuses to change, delete or empty entries', async () => {
    const { db } = workspace.ctx
    for (const statement of [sql`update audit_entries set actor = 'x'`, sql`delete from audit_entries`, sql`truncate audit_entries`])
      await expect(statement.execute(db)).rejects.toThrow('The audit log is append-only.')
  })

  it('finds the first entry that somebody changed behind its back', async () => {
    const { ctx } = workspace
    await ctx.transaction(async () => {
      await sql`alter table audit_entries disable trigger audit_append_only`.execute(ctx.db)
      await sql`update audit_entries set detail = '{"n":99}' where sequence = 12`.execute(ctx.db)
      await sql`alter table audit_entries enable trigger audit_append_only`.execute(ctx.db)
    })
    expect(await verifyChain(ctx)).toMatchObject({ entries: 11, intact: false, brokenAt: 12 })
  })
})

describe('an audit log that began before entries could be redacted', () => {
  let workspace: Workspace
  beforeAll(async () => {
    workspace = await startWorkspace({ roles: [] })
  })
  afterAll(() => workspace.stop())

  const subject = {
    id: '00000000-0000-4000-8000-000000000001',
    mode: 'remove',
    emails: ['ana@rollcall.test'],
    names: ['Ana Ruiz'],
    soleNames: ['Ana Ruiz'],
    userIds: [],
    loginIds: [],
    pseudonym: 'Erased person 1',
    address: 'erased-1@erased.invalid',
  } as const

  it('verifies as a whole, keeps its old entries, and has the later ones redacted', async () => {
    const { ctx } = workspace
    const old = {
      sequence: 1,
      at: ctx.clock.now(),
      actor: 'ana@rollcall.test',
      action: 'test.done',
      subject: null,
      detail: '{}',
      previous_hash: genesis,
      salt: null,
      commitment: null,
      redacted_by: null,
    }
    await ctx.db
      .insertInto('audit_entries')
      .values({ ...old, hash: hashOf(old) })
      .execute()
    await record(ctx, 'test.done', null, { by: 'Ana@rollcall.test', title: 'Call with Ana Ruiz' })
    await record(ctx, 'test.done', null, { by: 'bo@rollcall.test' })
    expect(await verifyChain(ctx)).toMatchObject({ entries: 3, intact: true, redacted: 0 })
    let rows = 0
    await erasableEntries.erase(ctx, subject, async ({ tallies }) => void (rows += tallies[0]?.rows ?? 0))
    expect(rows).toBe(1)
    expect(await verifyChain(ctx)).toMatchObject({ entries: 3, intact: true, redacted: 1 })
    const { items } = await listEntries(ctx, { limit: 10 })
    expect(items.map(({ actor, detail }) => [actor, detail])).toEqual([
      ['system(start)', { by: 'bo@rollcall.test' }],
      ['system(start)', { by: 'erased-1@erased.invalid', title: 'Call with Erased person 1' }],
      ['ana@rollcall.test', {}],
    ])
  })
})
