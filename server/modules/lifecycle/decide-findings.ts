import type { FindingDecision } from '@rollcall/contract'
import { type Context, nameOf } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { record } from '../audit/index.ts'
import { countFindings } from '../people/index.ts'
import { exceptionUntil, refusalToAccept } from './decide-finding.ts'
import { lockFindings, updateFindings } from './finding.queries.ts'
import { findOwner } from './owner.queries.ts'

export interface Decided {
  readonly decided: number
  readonly refused: { id: string; sentence: string }[]
}

/** One decision about many findings. What cannot be decided so is named with its reason, and does not keep the rest from it; each keeps its note. */
export const decideFindings = (ctx: Context, ids: readonly string[], decision: FindingDecision): Promise<Decided> =>
  ctx.transaction(async () => {
    const wanted = [...new Set(ids)]
    const change = await changeOf(ctx, decision)
    const found = new Map((await lockFindings(ctx.db, wanted)).map(finding => [finding.id, finding]))
    const refused = wanted.flatMap(id => {
      const finding = found.get(id)
      const sentence = finding === undefined ? 'It is not there any more.' : decision.how === 'accept' ? refusalToAccept(finding.state) : null
      return sentence === null ? [] : [{ id, sentence }]
    })
    const refusedIds = new Set(refused.map(({ id }) => id))
    const decided = wanted.filter(id => !refusedIds.has(id))
    if (decided.length > 0) {
      await updateFindings(ctx.db, decided, change)
      if (decision.how === 'accept') await countFindings(ctx)
      await ctx.publish({ topic: 'findings', id: null })
      await record(ctx, 'findings.decided', null, { ...decision, findings: decided })
    }
    return { decided: decided.length, refused }
  })

async function changeOf(ctx: Context, decision: FindingDecision): Promise<Parameters<typeof updateFindings>[2]> {
  if (decision.how === 'accept')
    return { state: 'accepted', accepted_until: exceptionUntil(ctx, decision.until), accepted_by: nameOf(ctx.actor), accepted_reason: decision.reason }
  if (decision.userId !== null && (await findOwner(ctx.db, decision.userId)) === undefined)
    throw new Refused('not_found', 'There is no active user with this id. Choose somebody who can sign in.', { at: 'decision.userId' })
  return { owner_id: decision.userId }
}
