import type { Plan } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { record } from '../audit/index.ts'
import { findConnections } from '../connections/index.ts'
import { signedIn } from './approvals/signed-in.ts'
import { draftRepairs } from './draft-repairs.ts'
import { keepDraft } from './draft-steps.ts'
import { choiceOf, repairOf } from './findings/kinds.ts'
import { lockFindings, planFindings } from './finding.queries.ts'
import { readPlan } from './list-plans.ts'

/** Makes an immutable plan of findings that nothing blocks, and `byChoice` of those that a person decides about as well; refuses the whole with a sentence that names the first one that is. */
export async function draftPlan(
  ctx: Context,
  findingIds: readonly string[],
  more: { title?: string | undefined; startsAt?: string | undefined; deleteAccounts?: boolean | undefined; byChoice?: boolean | undefined } = {},
): Promise<Plan> {
  if (more.deleteAccounts === true) signedIn(ctx, 'chooses that accounts are deleted')
  const ids = [...new Set(findingIds)]
  const planId = await ctx.transaction(async () => {
    const findings = await lockFindings(ctx.db, ids)
    if (findings.length < ids.length) throw new Refused('not_found', 'A finding of this plan is not there any more. Choose again from the list.')
    const planned = findings.find(finding => finding.state !== 'open')
    if (planned !== undefined) throw new Refused('conflict', `The finding about ${planned.person_name} is ${stateWords[planned.state]}.`)
    const undecided = findings.find(finding => repairOf(finding) === null && (more.byChoice !== true || choiceOf(finding) === null))
    if (undecided !== undefined)
      throw new Refused('conflict', `No plan repairs the finding about ${undecided.person_name}: a person decides what to do. Leave it out of the plan.`)
    const places = new Map((await findConnections(ctx.db)).map(({ id, name }) => [id, name]))
    const placeOf = (finding: (typeof findings)[number]) => places.get(finding.connection_id) ?? ''
    const steps = await draftRepairs(
      ctx,
      findings.toSorted((a, b) => compareText(a.person_name, b.person_name) || compareText(placeOf(a), placeOf(b))),
      more.deleteAccounts === true,
    )
    const id = await keepDraft(ctx, {
      title: more.title,
      startsAt: more.startsAt === undefined ? null : new Date(more.startsAt),
      steps,
    })
    await planFindings(ctx.db, ids, id)
    await ctx.publish({ topic: 'findings', id: null })
    await record(ctx, 'plan.drafted', id, { steps: steps.length })
    return id
  })
  return readPlan(ctx, planId)
}

const stateWords = { open: 'open', planned: 'in a plan already', accepted: 'accepted for now', resolved: 'resolved' } as const

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
