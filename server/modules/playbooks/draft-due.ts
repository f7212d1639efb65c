import type { Plan } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { dayIn } from '../../zone.ts'
import { draftUndo, readPlan } from '../lifecycle/index.ts'
import { keepSketch } from './draft-playbook.ts'
import { erasureSteps } from './erasure.ts'
import { type Due, endFollowUp, findDue, findEndingContracts, insertFollowUp, lockDue } from './playbooks.queries.ts'
import { readSettings } from './settings.ts'
import type { FollowUp } from './follow-up.ts'
import type { Sketch } from './sketch.ts'
import { sketchSwitchOff } from './sketch-migration.ts'
import { sketchLeaver } from './sketch-playbook.ts'
import { readSubject } from './subject.ts'
import { endOf } from './when.ts'

/** Where a day ends last, and where it begins first. */
const [lastToday, firstToday] = ['Etc/GMT+12', 'Pacific/Kiritimati']

/** Drafts what is due, each once; nothing of it is approved by itself. What may not be drafted yet, for want of a whole read, is tried again. */
export async function draftDue(ctx: Context): Promise<void> {
  const { timeZone: company, daysAhead } = await readSettings(ctx)
  const now = ctx.clock.now()
  const ahead = new Date(now.getTime() + daysAhead * 86_400_000)
  for (const { personId, endsOn, timeZone } of await findEndingContracts(ctx.db, dayIn(lastToday, now), dayIn(firstToday, ahead))) {
    const dueAt = endOf(endsOn, timeZone ?? company)
    if (dueAt > now && dueAt <= ahead) await insertFollowUp(ctx.db, null, { kind: 'contract_end', personId, dueAt })
  }
  for (const { id } of await findDue(ctx.db, now, ahead)) {
    try {
      await ctx.transaction(async () => {
        const due = await lockDue(ctx.db, id)
        if (due !== undefined) await endFollowUp(ctx.db, id, await draftFollowUp(ctx, due), now)
      })
    } catch (thrown) {
      if (!(thrown instanceof Refused)) throw thrown
      ctx.log.warn({ followUp: id, code: thrown.code }, 'a plan that is due cannot be drafted yet')
    }
  }
}

/** Answers the plan, or null where there is nothing to follow. */
async function draftFollowUp(ctx: Context, { planId, followUp }: Due): Promise<string | null> {
  const followed = planId === null ? null : await readPlan(ctx, planId)
  if (followUp.kind === 'return') return followed === null || ended(followed) ? null : (await draftUndo(ctx, followed.id)).id
  if (followed?.state === 'discarded' || followed?.state === 'stale') return null
  const drawn = await sketchFollowUp(ctx, followUp)
  return drawn === null ? null : (await keepSketch(ctx, drawn, followUp.kind)).id
}

/** Null where nothing is left of what it is about. */
async function sketchFollowUp(ctx: Context, followUp: Exclude<FollowUp, { kind: 'return' }>): Promise<Sketch | null> {
  switch (followUp.kind) {
    case 'erasure': {
      const subject = await readSubject(ctx, followUp.personId)
      const steps = erasureSteps(subject)
      return steps.steps.length === 0 ? null : { ...steps, title: `Erase what apps keep of ${subject.person.displayName}`, startsAt: null }
    }
    case 'contract_end': {
      const { personId, dueAt } = followUp
      const when = { at: 'instant' as const, instant: dueAt.toISOString() }
      return sketchLeaver(ctx, { playbook: 'leaver', personId, when, freeLicencesIn: [], deleteAccounts: false, eraseAfterDays: null })
    }
    case 'switch_off':
      return sketchSwitchOff(ctx, followUp.migration)
  }
}

/** Nothing of it is left to take back: it was set aside, did nothing, or was undone by hand. */
const ended = ({ state, verifiedCount, undonePlanId }: Plan): boolean =>
  state === 'stale' || state === 'discarded' || undonePlanId !== null || (state === 'stopped' && verifiedCount === 0)
