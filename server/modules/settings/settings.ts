import type { z } from 'zod'
import type { Context } from '../../context.ts'
import { findSetting, upsertSetting } from './settings.queries.ts'

/** One setting of the workspace: its name, its shape and what holds while nobody has chosen. */
export interface Setting<T> {
  readonly name: string
  readonly shape: z.ZodType<T>
  readonly initial: T
}

export async function readSetting<T>(ctx: Context, { name, shape, initial }: Setting<T>): Promise<T> {
  const row = await findSetting(ctx.db, name)
  return row === undefined ? initial : shape.parse(row.value)
}

export const writeSetting = async <T>(ctx: Context, { name, shape }: Setting<T>, value: T): Promise<void> =>
  void (await upsertSetting(ctx.db, name, JSON.stringify(shape.parse(value))))
