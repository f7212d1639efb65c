import type { Context } from '../../context.ts'
import { genesis, hashOf, keepsItsWord } from './audit.ts'
import { findEntriesAfter } from './audit.queries.ts'

export interface ChainVerdict {
  readonly entries: number
  readonly intact: boolean
  /** The first entry that does not follow from the one before it. */
  readonly brokenAt: number | null
  /** Entries whose words were replaced by an erasure: their place and time are proven, their words are not any more. */
  readonly redacted: number
  /** The last good hash: written down elsewhere, it proves later that nothing before it was changed or cut off. */
  readonly head: string
}

const batch = 1000

/** Recomputes every hash from the first entry, in bounded memory. */
export async function verifyChain(ctx: Context): Promise<ChainVerdict> {
  let head = genesis
  let sequence = 0
  let redacted = 0
  for (;;) {
    const rows = await findEntriesAfter(ctx.db, sequence, batch)
    for (const row of rows) {
      if (row.sequence !== sequence + 1 || row.previous_hash !== head || row.hash !== hashOf(row) || !keepsItsWord(row))
        return { entries: sequence, intact: false, brokenAt: sequence + 1, redacted, head }
      sequence = row.sequence
      if (row.redacted_by !== null) redacted += 1
      head = row.hash
    }
    if (rows.length < batch) return { entries: sequence, intact: true, brokenAt: null, redacted, head }
  }
}
