import type { Facts, LeftOut, PlanPreview } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { defineSteps, mayLoseAdmin, ownerOf } from './draft-steps.ts'
import { lastAdminAmong, ownAccountAmong } from './exclusions.ts'
import { fightOver } from './fights.ts'
import { type Subject, subjectOf } from './step.ts'
import { type StepDraft, wantedFacts } from './step-draft.ts'
import { guardsOf } from './store-plan.ts'
import { findTargets, type Target } from './targets.ts'
import { type Obstacle, whyNotStep } from './why-not-step.ts'

/**
 * Parts what may be planned now from what may not, with the sentence why: the same rules that refuse a plan as a whole. What depends on a
 * step that may not be is left out with it; what depends on one that is done already goes on without it.
 */
export async function siftSteps(ctx: Context, drafts: readonly StepDraft[]): Promise<{ steps: StepDraft[]; leftOut: LeftOut[] }> {
  const targets = await findTargets(ctx, drafts)
  const overlay = new Map<string, Facts>()
  const kept = new Map<number, StepDraft>()
  const barred = new Set<number>()
  const leftOut: LeftOut[] = []
  for (const [place, target] of targets.entries()) {
    const { draft } = target
    const needs = draft.dependsOn ?? []
    const subject = subjectIn(target)
    const key = subjectOf(subject)
    const wanted = wantedFacts(draft)
    const obstacle = needs.some(other => barred.has(other))
      ? { code: 'conflict' as const, sentence: 'A step that has to come first is left out.', done: false }
      : await obstacleTo(ctx, target, subject, { ...target.present, ...overlay.get(key) })
    if (obstacle === null) {
      overlay.set(key, { ...overlay.get(key), ...wanted })
      const places = [...kept.keys()]
      kept.set(place, draft.dependsOn === undefined ? draft : { ...draft, dependsOn: needs.map(other => places.indexOf(other)).filter(other => other >= 0) })
    } else {
      if (!obstacle.done) barred.add(place)
      leftOut.push({
        action: draft.action,
        personName: target.personName,
        accountName: target.accountName,
        connectionName: ownerOf(target).where,
        done: obstacle.done,
        why: obstacle.sentence,
      })
    }
  }
  return { steps: [...kept.values()], leftOut }
}

const subjectIn = ({ draft, accountId, accountName, identityId, giving, connectionId }: Target): Subject => ({
  action: draft.action,
  accountId,
  accountName,
  identityId,
  connectionId,
  app: giving === null ? null : { externalId: giving.via.appExternalId, name: giving.appName },
  group: 'group' in draft ? draft.group : null,
})

async function obstacleTo(ctx: Context, target: Target, subject: Subject, present: Facts): Promise<Obstacle | null> {
  const { draft, account } = target
  const owner = ownerOf(target)
  const wanted = wantedFacts(draft)
  const own = ownAccountAmong(ctx, [owner])
  if (own !== null) return { code: 'excluded', sentence: own, done: false }
  const obstacle = whyNotStep(target, present, wanted)
  if (obstacle !== null) return obstacle
  const lastAdmin = account !== null && mayLoseAdmin(draft) ? await lastAdminAmong(ctx, [account]) : null
  const sentence = lastAdmin ?? (await fightOver(ctx, { ...subject, after: wanted, connectionName: owner.where }))
  return sentence === null ? null : { code: 'excluded', sentence, done: false }
}

/** What a plan of these steps would be, with routes and guards, without keeping anything. */
export async function previewSteps(ctx: Context, drafts: readonly StepDraft[], startsAt: Date | null): Promise<PlanPreview> {
  const { steps, leftOut } = await siftSteps(ctx, drafts)
  const later = startsAt !== null && startsAt > ctx.clock.now() ? startsAt : null
  const defined = steps.length === 0 ? [] : await defineSteps(ctx, steps, later)
  const { verdicts, approvalsNeeded } = await guardsOf(ctx, defined)
  return { startsAt: later?.toISOString() ?? null, steps: defined, leftOut, guards: verdicts, approvalsNeeded }
}
