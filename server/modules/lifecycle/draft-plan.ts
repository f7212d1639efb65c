import type { Plan } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { record } from '../audit/index.ts'
import { signedIn } from './approvals/signed-in.ts'
import { keepDraft } from './draft-steps.ts'
import { refusalOf } from './finding.ts'
import { repairOf } from './findings/kinds.ts'
import { lockFindings, planFindings } from './finding.queries.ts'
import { readPlan } from './list-plans.ts'
import { findStandings } from './standing.queries.ts'

/** Makes an immutable plan of findings that nothing blocks; refuses the whole with a sentence that names the first one that is. */
export async function draftPlan(
  ctx: Context,
  findingIds: readonly string[],
  more: { title?: string | undefined; startsAt?: string | undefined; deleteAccounts?: boolean | undefined } = {},
): Promise<Plan> {
  if (more.deleteAccounts === true) signedIn(ctx, 'chooses that accounts are deleted')
  const ids = [...new Set(findingIds)]
  const planId = await ctx.transaction(async () => {
    const findings = await lockFindings(ctx.db, ids)
    if (findings.length < ids.length) throw new Refused('not_found', 'A finding of this plan is not there any more. Choose again from the list.')
    const planned = findings.find(finding => finding.state !== 'open')
    if (planned !== undefined) throw new Refused('conflict', `The finding about ${planned.person_name} is ${stateWords[planned.state]}.`)
    const undecided = findings.find(finding => repairOf(finding) !== 'deactivate_account')
    if (undecided !== undefined)
      throw new Refused('conflict', `No plan repairs the finding about ${undecided.person_name}: a person decides what to do. Leave it out of the plan.`)
    const standings = new Map(
      (
        await findStandings(
          ctx.db,
          findings.flatMap(finding => finding.account_id ?? []),
        )
      ).map(standing => [standing.accountId, standing]),
    )
    const drafted = findings.flatMap(finding => {
      const standing = standings.get(finding.account_id ?? '')
      if (standing === undefined) return []
      const refusal = refusalOf(standing)
      if (refusal !== null) throw new Refused(refusal.code, refusal.sentence)
      // Somebody decided meanwhile whose it is: what the finding rests on is about another person.
      if (finding.person_id !== standing.personId)
        throw new Refused(
          'conflict',
          `${standing.userName} in ${standing.app.source} belongs to somebody else since this was found. Compare again, then choose again.`,
        )
      return [{ standing, finding }]
    })
    const id = await keepDraft(ctx, {
      title: more.title,
      startsAt: more.startsAt === undefined ? null : new Date(more.startsAt),
      steps: drafted
        .toSorted((a, b) => compareText(a.finding.person_name, b.finding.person_name) || compareText(a.standing.app.source, b.standing.app.source))
        .map(({ finding, standing }) => ({
          action: 'deactivate_account',
          accountId: standing.accountId,
          deletes: more.deleteAccounts === true,
          findingId: finding.id,
          reason: `${finding.person_name} left: ${finding.evidence.identities.map(each => `${each.vendorStatus} in ${each.source}`).join(', ')}.`,
        })),
    })
    await planFindings(ctx.db, ids, id)
    await ctx.publish({ topic: 'findings', id: null })
    await record(ctx, 'plan.drafted', id, { steps: drafted.length })
    return id
  })
  return readPlan(ctx, planId)
}

const stateWords = { open: 'open', planned: 'in a plan already', accepted: 'accepted for now', resolved: 'resolved' } as const

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
