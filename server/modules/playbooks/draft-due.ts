import type { Plan } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { dayAfter, dayIn, instantIn } from '../../zone.ts'
import { draftUndo, readPlan } from '../lifecycle/index.ts'
import { keepSketch } from './draft-playbook.ts'
import { erasureSteps } from './erasure.ts'
import { endFollowUp, findDue, findEndingContracts, type FollowUpRow, insertFollowUp, lockDue } from './playbooks.queries.ts'
import { readSettings } from './settings.ts'
import { sketchLeaver } from './sketch-playbook.ts'
import { readSubject } from './subject.ts'

/** Drafts what is due, each once; nothing of it is approved by itself. What may not be drafted yet, for want of a whole read, is tried again. */
export async function draftDue(ctx: Context): Promise<void> {
  const { timeZone, daysAhead } = await readSettings(ctx)
  const ahead = new Date(ctx.clock.now().getTime() + daysAhead * 86_400_000)
  for (const { personId, endsOn } of await findEndingContracts(ctx.db, dayIn(timeZone, ctx.clock.now()), dayIn(timeZone, ahead)))
    await insertFollowUp(ctx.db, null, { kind: 'contract_end', personId, dueAt: instantIn(timeZone, dayAfter(endsOn), '00:00:00') })
  for (const { id } of await findDue(ctx.db, ctx.clock.now(), ahead)) {
    try {
      await ctx.transaction(async () => {
        const row = await lockDue(ctx.db, id)
        if (row !== undefined) await endFollowUp(ctx.db, id, await draftFollowUp(ctx, row), ctx.clock.now())
      })
    } catch (thrown) {
      if (!(thrown instanceof Refused)) throw thrown
      ctx.log.warn({ followUp: id, code: thrown.code }, 'a plan that is due cannot be drafted yet')
    }
  }
}

/** Answers the plan, or null where there is nothing to follow. */
async function draftFollowUp(ctx: Context, row: FollowUpRow): Promise<string | null> {
  const followed = row.plan_id === null ? null : await readPlan(ctx, row.plan_id)
  switch (row.kind) {
    case 'return':
      return followed === null || ended(followed) ? null : (await draftUndo(ctx, followed.id)).id
    case 'erasure': {
      if (followed?.state === 'discarded' || followed?.state === 'stale') return null
      const subject = await readSubject(ctx, row.person_id)
      const steps = erasureSteps(subject)
      if (steps.steps.length === 0) return null
      return (await keepSketch(ctx, { ...steps, title: `Erase what apps keep of ${subject.person.displayName}`, startsAt: null }, 'erasure')).id
    }
    case 'contract_end': {
      const choices = { playbook: 'leaver', personId: row.person_id, when: { at: 'instant', instant: row.due_at.toISOString() } } as const
      return (await keepSketch(ctx, await sketchLeaver(ctx, { ...choices, freeLicencesIn: [], eraseAfterDays: null }), 'contract_end')).id
    }
  }
}

/** Nothing of it is left to take back: it was set aside, did nothing, or was undone by hand. */
const ended = ({ state, verifiedCount, undonePlanId }: Plan): boolean =>
  state === 'stale' || state === 'discarded' || undonePlanId !== null || (state === 'stopped' && verifiedCount === 0)
