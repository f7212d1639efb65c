import { randomBytes, randomUUID } from 'node:crypto'
import type { Ask, Erasure, requestErasure as endpoint } from '@rollcall/contract'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { record } from '../audit/index.ts'
import { refuseWhoLeft } from '../directory/index.ts'
import { hashOfAddress } from './certificate.ts'
import { type ErasureRow, findRunningErasures, insertErasure, lockRequests } from './erasure.queries.ts'
import { findKnown } from './find-subject.ts'
import { readErasure } from './list-erasures.ts'
import { holdsOnCalls, whyNot } from './preview-erasure.ts'

const purpose = 'erasure'
const Sealed = z.object({
  emails: z.array(z.string()),
  names: z.array(z.string()),
  soleNames: z.array(z.string()),
  userIds: z.array(z.string()),
  loginIds: z.array(z.string()),
})

/** Whose data a running erasure removes. Their names were written down with the request: what they are found by goes while it runs. */
export const openSubject = (ctx: Context, row: ErasureRow) => (row.subject === null ? null : Sealed.parse(JSON.parse(ctx.keyring.open(row.subject, purpose))))

/** Begins an erasure. It goes on in the background, also when this process dies. */
export async function requestErasure(ctx: Context, { emails, mode, confirm, leaveHeld = false }: Ask<typeof endpoint>['body']): Promise<Erasure> {
  const { actor } = ctx
  if (actor.kind !== 'user') throw new Refused('not_allowed', 'Only a signed-in person erases somebody. Sign in, then try again.')
  const [first = ''] = emails
  if (confirm.trim().toLowerCase() !== first.toLowerCase())
    throw new Refused('bad_request', `confirm: type ${first} to confirm. An erasure cannot be undone.`, { at: 'confirm' })
  const id = randomUUID()
  await ctx.transaction(async () => {
    await refuseWhoLeft(ctx)
    await lockRequests(ctx.db)
    const known = await findKnown(ctx, emails)
    if (known.emails.includes(actor.email.toLowerCase()) || known.userIds.includes(actor.id))
      throw new Refused('own_account', 'These are your own data. Somebody else has to erase them.')
    const reason = await whyNot(ctx, known)
    if (reason !== null) throw new Refused(known.activeUsers.length > 0 && reason.includes('active user') ? 'conflict' : 'on_hold', reason)
    const holds = await holdsOnCalls(ctx, known)
    if (holds.length > 0 && !leaveHeld)
      throw new Refused('on_hold', `${holds.join(' ')} Say that these are to be left out (leaveHeld), or release the hold first.`)
    for (const running of await findRunningErasures(ctx.db))
      if (openSubject(ctx, running)?.emails.some(email => known.emails.includes(email)) === true)
        throw new Refused('conflict', 'An erasure of this person is under way already.')
    const salt = randomBytes(16).toString('hex')
    await insertErasure(ctx.db, {
      id,
      subject: ctx.keyring.seal(JSON.stringify(Sealed.parse(known)), purpose),
      subject_hashes: known.emails.map(email => hashOfAddress(salt, email)),
      salt,
      mode,
      leave_held: leaveHeld,
      state: 'running',
      detail: 'Waits for its turn.',
      requested_by: actor.id,
      requested_at: ctx.clock.now(),
      ended_at: null,
      certificate: null,
      sha256: null,
    })
    await ctx.enqueue('erase-subject', { erasureId: id })
    await ctx.publish({ topic: 'erasures', id })
    await record(ctx, 'erasure.requested', id, { mode, leaveHeld })
  })
  return readErasure(ctx, id)
}
