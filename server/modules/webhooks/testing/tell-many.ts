import { randomUUID } from 'node:crypto'
import type { Context } from '../../../context.ts'
import { tell } from '../index.ts'

/** Tells that something changed about each subject, `times` times in turn: `n` counts from 1 for each of them. */
export async function tellMany(ctx: Context, subjects: readonly string[], times: number): Promise<void> {
  for (let n = 1; n <= times; n++)
    for (let first = 0; first < subjects.length; first += 1000)
      await tell(
        ctx,
        ...subjects
          .slice(first, first + 1000)
          .map(subject => ({ type: 'user.updated' as const, subject, name: 'someone', changes: { n: { from: n - 1, to: n } } })),
      )
}

export const newSubjects = (count: number): string[] => Array.from({ length: count }, () => randomUUID())
