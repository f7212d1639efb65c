import type { LeftOut, Plan, Playbook, PlaybookPreview } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { record } from '../audit/index.ts'
import { keepDraft, previewSteps, readPlan, siftSteps, signedIn } from '../lifecycle/index.ts'
import { inWords } from './follow-up.ts'
import { insertFollowUp } from './playbooks.queries.ts'
import type { Sketch } from './sketch.ts'
import { sketch } from './sketch-playbook.ts'

/** Everything a playbook would do now, and what it would leave out; nothing is kept. */
export async function previewPlaybook(ctx: Context, playbook: Playbook): Promise<PlaybookPreview> {
  const { title, startsAt, timeZone = null, steps, leftOut, owns = [], receiver = null, followUps = [] } = await sketch(ctx, playbook)
  const preview = await previewSteps(ctx, steps, startsAt)
  return {
    ...preview,
    leftOut: [...leftOut, ...preview.leftOut],
    title,
    timeZone,
    owns: [...owns],
    receiver,
    later: followUps.map(each => inWords(each, timeZone ?? 'UTC')),
  }
}

/** Makes the plan of whatever may be planned now; refused where that is nothing, with the first reason. */
export async function draftPlaybook(ctx: Context, playbook: Playbook): Promise<{ plan: Plan; leftOut: LeftOut[] }> {
  if (playbook.playbook === 'leaver' && playbook.deleteAccounts) signedIn(ctx, 'chooses that accounts are deleted')
  const { id, leftOut } = await ctx.transaction(async () => keepSketch(ctx, await sketch(ctx, playbook), playbook.playbook))
  return { plan: await readPlan(ctx, id), leftOut }
}

/** The same inside the transaction of its caller. */
export async function keepSketch(ctx: Context, drawn: Sketch, name: string): Promise<{ id: string; leftOut: LeftOut[] }> {
  const { title, startsAt, followUps = [] } = drawn
  const { steps, leftOut } = await siftSteps(ctx, drawn.steps)
  const all = [...drawn.leftOut, ...leftOut]
  // Why a step may not be says more than why another was never thought of.
  const why = [...leftOut, ...drawn.leftOut].find(({ done }) => !done)?.why ?? all[0]?.why ?? ''
  if (steps.length === 0) throw new Refused('conflict', `Nothing is left to plan. ${why}`.trim())
  const id = await keepDraft(ctx, { title, startsAt, steps })
  for (const followUp of followUps) await insertFollowUp(ctx.db, id, followUp)
  await record(ctx, 'playbook.drafted', id, { playbook: name, steps: steps.length, leftOut: all.length })
  return { id, leftOut: all }
}
