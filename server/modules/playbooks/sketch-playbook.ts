import type { Playbook } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import type { Receiver } from './hand-over.ts'
import { leaveOfAbsence } from './leave-of-absence.ts'
import { leaver } from './leaver.ts'
import { lockOut } from './lock-out.ts'
import { findOwned, findPersonAt } from './playbooks.queries.ts'
import type { Sketch } from './sketch.ts'
import { readSubject, type Subject } from './subject.ts'
import { instantOf } from './when.ts'

/** Looks up what a playbook has to know, and asks it. */
export async function sketch(ctx: Context, playbook: Playbook): Promise<Sketch> {
  switch (playbook.playbook) {
    case 'leaver': {
      const subject = await readSubject(ctx, playbook.personId)
      const owns = await findOwned(
        ctx.db,
        subject.accounts.map(({ id }) => id),
      )
      const receiver = await findReceiver(ctx, subject, playbook.receiverId)
      return leaver(subject, playbook, { startsAt: await instantOf(ctx, playbook.when), now: ctx.clock.now(), owns, receiver })
    }
    case 'lock_out':
      return lockOut(await readSubject(ctx, playbook.personId))
    case 'leave_of_absence': {
      const { personId, when, returnsOn } = playbook
      const startsAt = await instantOf(ctx, when)
      const zone = 'timeZone' in when && when.timeZone !== undefined ? { timeZone: when.timeZone } : {}
      const returnsAt = returnsOn === null ? null : await instantOf(ctx, { at: 'start_of_day', day: returnsOn, ...zone })
      if (returnsAt !== null && returnsAt <= (startsAt ?? ctx.clock.now()))
        throw new Refused('bad_request', 'The return has to come after the leave begins. Choose a later day.', { at: 'returnsOn' })
      return leaveOfAbsence(await readSubject(ctx, personId), startsAt, returnsAt)
    }
    default:
      throw new Refused('conflict', 'not yet')
  }
}

/** Who was chosen, or the manager; null where nobody is to get anything, or nobody is known. */
async function findReceiver(ctx: Context, { person, identities }: Subject, chosen: string | null | undefined): Promise<Receiver | null> {
  if (chosen === null) return null
  const managers = identities.flatMap(({ managerEmail }) => managerEmail?.toLowerCase() ?? [])
  const id = chosen ?? (await findPersonAt(ctx.db, managers))
  if (id === null) return null
  if (id === person.id) throw new Refused('conflict', `${person.displayName} cannot get what they own themselves. Choose somebody else.`, { at: 'receiverId' })
  const receiver = await readSubject(ctx, id)
  const active = receiver.accounts.filter(({ status, protection }) => status === 'active' && protection === 'none')
  return { personId: id, name: receiver.person.displayName, accounts: new Map(active.map(account => [account.connectionId, account.id])) }
}
