import { type Context, nameOf } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { giveBackCalls, handOverCalls, type HandOverRow, lockHandOver } from '../conversations/index.ts'
import { findDeparture, findOwnAddresses, findUser, insertEvent, lockDeparture, tellAudit, type UserRow } from '../directory/index.ts'

export const noDeparture = () => new Refused('not_found', 'Nobody left under this id.')

/** Who may answer for calls that were somebody else's, or the sentence that says why not. */
export const whyNotOwner = (user: UserRow): string | null => {
  if (!user.active) return `${user.name} is not active. Choose somebody who is.`
  return user.licence === 'listener' ? `${user.name} has a listener licence, which owns no recordings. Choose somebody with a recorder licence.` : null
}

/** Gives everything that somebody who left owned to another; in the transaction that it is called in. */
export async function handOverTo(ctx: Context, departure: { id: string; user_id: string }, to: UserRow, decided_by: HandOverRow['decided_by']) {
  const addresses = await findOwnAddresses(ctx.db, departure.user_id)
  const at = ctx.clock.now()
  const actor = nameOf(ctx.actor)
  const batch = await handOverCalls(ctx.db, addresses, { departure_id: departure.id, to_user_id: to.id, to_email: to.email, decided_by, actor, at })
  await insertEvent(ctx.db, {
    at,
    actor,
    action: 'user.handed_over',
    subject: departure.user_id,
    detail: { handOver: batch.id, to: to.id, calls: batch.calls, decidedBy: decided_by },
  })
  await ctx.publish({ topic: 'departures', id: departure.user_id })
  await ctx.publish({ topic: 'engagements', id: null })
  return batch
}

/** What a person chose for somebody who left. */
export async function handOver(ctx: Context, departureId: string, to: { to: 'manager' } | { to: 'person'; userId: string }): Promise<void> {
  await ctx.transaction(async () => {
    const departure = await lockDeparture(ctx.db, departureId)
    const about = departure === undefined ? undefined : await findDeparture(ctx.db, departureId)
    if (departure === undefined || about === undefined) throw noDeparture()
    if (departure.returned_at !== null) throw new Refused('conflict', `${about.name} is back; what they own stays with them.`)
    const id = to.to === 'manager' ? about.manager_id : to.userId
    if (id === null) throw new Refused('conflict', `No manager of ${about.name} is known. Choose a person.`)
    const target = await findUser(ctx.db, id)
    if (target === undefined) throw new Refused('not_found', 'There is no user with this id.')
    const reason = whyNotOwner(target)
    if (reason !== null) throw new Refused('conflict', reason)
    const { calls } = await handOverTo(ctx, departure, target, 'choice')
    if (calls === 0) throw new Refused('conflict', `${about.name} owns nothing that could be handed over.`)
  })
  await tellAudit(ctx)
}

/** Undoes a hand-over: what its receiver still has goes back. */
export async function giveBack(ctx: Context, id: string): Promise<{ departureId: string }> {
  const departureId = await ctx.transaction(async () => {
    const batch = await lockHandOver(ctx.db, id)
    const departure = batch === undefined ? undefined : await lockDeparture(ctx.db, batch.departure_id)
    if (batch === undefined || departure === undefined) throw new Refused('not_found', 'There is no hand-over with this id.')
    if (batch.given_back_at !== null) throw new Refused('conflict', 'This was given back already.')
    const at = ctx.clock.now()
    const calls = await giveBackCalls(ctx.db, id, at)
    await insertEvent(ctx.db, {
      at,
      actor: nameOf(ctx.actor),
      action: 'user.given_back',
      subject: departure.user_id,
      detail: { handOver: id, calls, of: batch.calls },
    })
    await ctx.publish({ topic: 'departures', id: departure.user_id })
    await ctx.publish({ topic: 'engagements', id: null })
    return departure.id
  })
  await tellAudit(ctx)
  return { departureId }
}
