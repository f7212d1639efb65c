import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startWorkspace, type Workspace } from '../../../test/support/workspace.ts'
import { listEntries, record, verifyChain } from './index.ts'

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
