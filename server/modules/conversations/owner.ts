import type { Context } from '../../context.ts'
import { findAddressees } from '../directory/index.ts'

/** Whose a call becomes, and why it is somebody else's than was asked. */
export interface Ownership {
  readonly email: string | null
  /** Of an owner who left after the call: it goes where their other calls went. */
  readonly departureId: string | null
  readonly note: string | null
}

/**
 * Whom a recording may belong to. A call is never lost over its owner: one that was held before its owner left is theirs still, one that was
 * held later, or nobody knows when, and one of a listener (CG-293, CG-311) belong to nobody.
 */
export async function ownershipOf(ctx: Context, email: string | null, startedAt: Date | null): Promise<Ownership> {
  const found = email === null ? [] : await findAddressees(ctx.db, email)
  const here = found.filter(user => user.here)
  const [first] = found
  if (here.some(user => user.licence === 'recorder') || first === undefined) return { email, departureId: null, note: null }
  const nobody = (note: string): Ownership => ({ email: null, departureId: null, note })
  if (here.length > 0) return nobody(`${first.name} has a listener licence, which owns no recordings. The call was taken in and belongs to nobody.`)
  if (first.left_at === null || startedAt === null || startedAt >= first.left_at)
    return nobody(
      startedAt === null
        ? `${first.name} has left, and it is not said when the call began. It was taken in and belongs to nobody.`
        : `${first.name} had left when the call began. It was taken in and belongs to nobody.`,
    )
  return { email, departureId: first.departure_id, note: null }
}
