import type { Playbook } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import type { Receiver } from './hand-over.ts'
import { joiner } from './joiner.ts'
import { leaveOfAbsence } from './leave-of-absence.ts'
import { leaver } from './leaver.ts'
import { lockOut } from './lock-out.ts'
import { mover } from './mover.ts'
import { findOwned, findPersonAt } from './playbooks.queries.ts'
import type { Sketch } from './sketch.ts'
import { sketchMigration } from './sketch-migration.ts'
import { placeIn, placesOf, readSubject, type Subject } from './subject.ts'
import { tokenRenewal } from './token-renewal.ts'
import { beginOf, startOf } from './when.ts'

/** Looks up what a playbook has to know, and asks it. */
export async function sketch(ctx: Context, playbook: Playbook): Promise<Sketch> {
  switch (playbook.playbook) {
    case 'leaver':
      return sketchLeaver(ctx, playbook)
    case 'lock_out':
      return lockOut(await readSubject(ctx, playbook.personId))
    case 'leave_of_absence': {
      const subject = await readSubject(ctx, playbook.personId)
      const begin = await beginOf(ctx, playbook.when, subject.person)
      const returnsAt = playbook.returnsOn === null ? null : startOf(playbook.returnsOn, begin.timeZone)
      if (returnsAt !== null && returnsAt <= (begin.startsAt ?? ctx.clock.now()))
        throw new Refused('bad_request', 'The return has to come after the leave begins. Choose a later day.', { at: 'returnsOn' })
      return leaveOfAbsence(subject, begin, returnsAt)
    }
    case 'joiner': {
      const { personId, likePersonId, access, when } = playbook
      if (likePersonId === null && access.length === 0)
        throw new Refused('bad_request', 'Choose apps, or somebody whose access is to be given.', { at: 'access' })
      const like = likePersonId === null ? null : await readSubject(ctx, likePersonId)
      const subject = await readSubject(ctx, personId)
      return joiner(subject, like, access, await placesOf(ctx, access), await beginOf(ctx, when, subject.person))
    }
    case 'mover': {
      const { personId, access, takeAway, when } = playbook
      const places = await placesOf(ctx, [...access, ...takeAway.map(connectionId => ({ connectionId }))])
      if (access.some(({ connectionId }) => takeAway.includes(connectionId)))
        throw new Refused('bad_request', 'An app cannot be given and taken at once. Choose one of the two.', { at: 'takeAway' })
      const subject = await readSubject(ctx, personId)
      return mover(subject, access, takeAway, places, await beginOf(ctx, when, subject.person))
    }
    case 'app_migration':
      return sketchMigration(ctx, playbook)
    case 'token_renewal': {
      const places = await placesOf(ctx, [])
      return tokenRenewal(placeIn(places, playbook.connectionId), placeIn(places, playbook.identityConnectionId))
    }
  }
}

export async function sketchLeaver(ctx: Context, playbook: Extract<Playbook, { playbook: 'leaver' }>): Promise<Sketch> {
  const subject = await readSubject(ctx, playbook.personId)
  const owns = await findOwned(
    ctx.db,
    subject.accounts.map(({ id }) => id),
  )
  const receiver = await findReceiver(ctx, subject, playbook.receiverId)
  return leaver(subject, playbook, { begin: await beginOf(ctx, playbook.when, subject.person), now: ctx.clock.now(), owns, receiver })
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
