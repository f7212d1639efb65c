import { createHash } from 'node:crypto'
import type { Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { claimKey, deleteKey, deleteKeysBefore, findKey, keepAnswer } from './idempotency.queries.ts'

const keptHours = 24
/** As long as a request may take; a claim that is older was left behind by a process that died. */
const abandonedMilliseconds = 300_000

/** An answer as it went out: its status, the headers that belong to it, and its JSON. */
export interface KeptAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
}

export interface OnceRequest {
  /** Whose key it is: the same key of two callers is two keys. */
  readonly actor: string
  readonly key: string
  /** Everything that makes it the same request. */
  readonly parts: readonly (string | Buffer)[]
}

/**
 * Runs a request at most once for its key (draft-ietf-httpapi-idempotency-key-header-07): the same request again is answered with the first
 * answer, another one under the key is refused with 422, and one that comes while the first is at work with 409. What failed on our side is
 * forgotten, so that it can be tried again.
 */
export async function answerOnce(ctx: Context, { actor, key, parts }: OnceRequest, run: () => Promise<KeptAnswer>): Promise<KeptAnswer> {
  const purpose = `idempotency:${actor}:${key}`
  const fingerprint = fingerprintOf(parts)
  const now = ctx.clock.now()
  if (!(await claimKey(ctx.db, { actor, key, fingerprint, claimed_at: now }, new Date(now.getTime() - abandonedMilliseconds)))) {
    const first = await findKey(ctx.db, actor, key)
    if (first !== undefined && first.fingerprint !== fingerprint)
      throw new Refused('idempotency_key_reused', 'This Idempotency-Key was sent with another request before. Take a new key for each request.')
    if (first === undefined || first.status === null || first.answer === null)
      throw new Refused('idempotency_key_in_use', 'A request with this Idempotency-Key is still being worked on. Wait a moment, then send it again.')
    return { ...(JSON.parse(ctx.keyring.open(first.answer, purpose)) as Omit<KeptAnswer, 'status'>), status: first.status }
  }
  try {
    const answer = await run()
    await keepAnswer(ctx.db, actor, key, answer.status, ctx.keyring.seal(JSON.stringify({ headers: answer.headers, body: answer.body }), purpose))
    return answer
  } catch (thrown) {
    await deleteKey(ctx.db, actor, key)
    throw thrown
  }
}

function fingerprintOf(parts: readonly (string | Buffer)[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(`${part.length}:`).update(part)
  return hash.digest('base64url')
}

export const pruneKeys = async (ctx: Context): Promise<void> =>
  void (await deleteKeysBefore(ctx.db, new Date(ctx.clock.now().getTime() - keptHours * 3_600_000)))
