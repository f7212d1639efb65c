import type { Context } from '../../context.ts'
import { readSegment } from '../audit/index.ts'
import { line } from './write-leavers.ts'
import type { Pack } from './write-pack.ts'

/** The audit log from an instant to its end, and the end: the last entry's place and hash. */
export async function writeAudit(ctx: Context, pack: Pack, from: Date): Promise<{ sequence: number; hash: string }> {
  const parts = pack.parts('audit/entries', 'jsonl')
  let head = { sequence: 0, hash: '0'.repeat(64) }
  for await (const entry of readSegment(ctx, from)) {
    await parts.add(line(entry))
    head = { sequence: entry.sequence, hash: entry.hash }
  }
  await parts.end()
  return head
}
