import type { AccessChange, GrantKind, RulesPreview } from '@rollcall/contract'
import { z } from 'zod'
import type { Context } from '../../../context.ts'
import { readCursor, writeCursor } from '../../../cursor.ts'
import { countUsers } from '../directory.queries.ts'
import { builtInRole } from '../role.ts'
import { consequencesOf, type Draft } from './draft-rules.ts'
import { becauseOf, type CrowdChange, valueOf } from './population.ts'
import { findChangedUsers } from './population.queries.ts'

const Position = z.tuple([z.number().int()])

/** What a draft would do to whom: counts of everything, and one page of users in the order of lists. */
export async function previewMappingRules(ctx: Context, draft: Draft, page: { cursor?: string | undefined; limit: number }): Promise<RulesPreview> {
  const { question, differing, hash, refusal } = await consequencesOf(ctx, draft)
  const [after] = readCursor(page.cursor, Position) ?? [0]
  const rows = differing.length === 0 ? [] : await findChangedUsers(ctx.db, question, differing, after, page.limit + 1)
  const shown = rows.slice(0, page.limit)
  const last = shown.at(-1)
  const said = (kind: GrantKind, value: string | null) =>
    kind === 'role' && value !== null ? (builtInRole(value)?.name ?? question.set.customRoles.get(value) ?? value) : value
  return {
    hash,
    users: await countUsers(ctx.db),
    changed: differing.reduce((sum, { crowd }) => sum + crowd.users, 0),
    counts: countsOf(differing).map(count => ({ ...count, from: said(count.kind, count.from), to: said(count.kind, count.to) })),
    items: shown.map(({ id, name, user_name, index }) => ({ userId: id, name, userName: user_name, changes: changesOf(differing[index], said) })),
    nextCursor: rows.length > page.limit && last !== undefined ? writeCursor([last.ordinal]) : null,
    refusal,
  }
}

const changesOf = (change: CrowdChange | undefined, said: (kind: GrantKind, value: string | null) => string | null): AccessChange['changes'] =>
  change === undefined
    ? []
    : change.kinds.map(kind => ({
        kind,
        from: said(kind, valueOf(change.before, kind)),
        to: said(kind, valueOf(change.after, kind)),
        because: becauseOf(change.after, kind),
      }))

interface Count {
  readonly kind: GrantKind
  readonly from: string | null
  readonly to: string | null
  readonly users: number
}

/** How many go from what to what, the most frequent first. */
function countsOf(differing: readonly CrowdChange[]): Count[] {
  const counts = new Map<string, Count>()
  for (const { crowd, before, after, kinds } of differing)
    for (const kind of kinds) {
      const [from, to] = [valueOf(before, kind), valueOf(after, kind)]
      const key = JSON.stringify([kind, from, to])
      counts.set(key, { kind, from, to, users: (counts.get(key)?.users ?? 0) + crowd.users })
    }
  return [...counts.values()].toSorted((a, b) => b.users - a.users)
}
