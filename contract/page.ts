import { z } from 'zod'

/** Cursor paging: `cursor` is opaque and comes from the `nextCursor` of the page before; `limit` is at most 200. */
export const PageQuery = z.object({
  cursor: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

/** One page. `nextCursor` is null on the last; `total` counts all rows of the same question. */
export const pageOf = <S extends z.ZodType>(item: S) => z.object({ items: z.array(item), nextCursor: z.string().nullable(), total: z.number().int() })
