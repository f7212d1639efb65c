import type { Playbook } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { noConnection } from '../connections/index.ts'
import { appMigration } from './app-migration.ts'
import type { Receiver } from './hand-over.ts'
import { joiner } from './joiner.ts'
import { leaveOfAbsence } from './leave-of-absence.ts'
import { leaver } from './leaver.ts'
import { lockOut } from './lock-out.ts'
import { mover } from './mover.ts'
import { findHolders, findOwned, findPersonAt } from './playbooks.queries.ts'
import type { Sketch } from './sketch.ts'
import { findPlaces, type Place, readSubject, type Subject } from './subject.ts'
import { tokenRenewal } from './token-renewal.ts'
import { instantOf } from './when.ts'

/** Looks up what a playbook has to know, and asks it. */
export async function sketch(ctx: Context, playbook: Playbook): Promise<Sketch> {
  switch (playbook.playbook) {
    case 'leaver':
      return sketchLeaver(ctx, playbook)
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
    case 'joiner': {
      const { personId, likePersonId, access, when } = playbook
      if (likePersonId === null && access.length === 0)
        throw new Refused('bad_request', 'Choose apps, or somebody whose access is to be given.', { at: 'access' })
      const like = likePersonId === null ? null : await readSubject(ctx, likePersonId)
      return joiner(await readSubject(ctx, personId), like, access, await placesOf(ctx, access), await instantOf(ctx, when))
    }
    case 'mover': {
      const { personId, access, takeAway, when } = playbook
      const places = await placesOf(ctx, [...access, ...takeAway.map(connectionId => ({ connectionId }))])
      if (access.some(({ connectionId }) => takeAway.includes(connectionId)))
        throw new Refused('bad_request', 'An app cannot be given and taken at once. Choose one of the two.', { at: 'takeAway' })
      return mover(await readSubject(ctx, personId), access, takeAway, places, await instantOf(ctx, when))
    }
    case 'app_migration': {
      const { fromConnectionId, toConnectionId, roles, personIds, when } = playbook
      if (fromConnectionId === toConnectionId) throw new Refused('bad_request', 'An app cannot replace itself. Choose another.', { at: 'toConnectionId' })
      const places = await placesOf(ctx, [])
      const [from, to] = [placeIn(places, fromConnectionId), placeIn(places, toConnectionId)]
      const holders = await findHolders(ctx.db, fromConnectionId)
      const subjects: Subject[] = []
      for (const id of personIds === undefined ? holders : holders.filter(each => personIds.includes(each))) subjects.push(await readSubject(ctx, id))
      return appMigration(subjects, { from, to, roles, startsAt: await instantOf(ctx, when) })
    }
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
  return leaver(subject, playbook, { startsAt: await instantOf(ctx, playbook.when), now: ctx.clock.now(), owns, receiver })
}

/** Every connection; refused where a chosen one is not among them. */
async function placesOf(ctx: Context, chosen: readonly { readonly connectionId: string }[]): Promise<Map<string, Place>> {
  const places = await findPlaces(ctx)
  for (const { connectionId } of chosen) placeIn(places, connectionId)
  return places
}

function placeIn(places: ReadonlyMap<string, Place>, id: string): Place {
  const place = places.get(id)
  if (place === undefined) throw noConnection()
  return place
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
