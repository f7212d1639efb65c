import type { StepAction, Task, VendorRequest } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { record } from '../audit/index.ts'
import { inWords } from '../lifecycle/index.ts'
import { withTask } from './change-task.ts'
import { definitionOf, refuseEnded } from './task.ts'
import { findRequest, insertRequest, type TaskRow, updateRequest } from './tasks.queries.ts'

const followUpDays = 3

/** Writes the e-mail once; what a person changed in it stays. */
export const draftVendorRequest = (ctx: Context, id: string): Promise<Task> =>
  withTask(ctx, id, async row => {
    refuseEnded(row)
    if ((await findRequest(ctx.db, id)) !== undefined) return
    await insertRequest(ctx.db, { step_id: id, ...letterOf(row) })
    await record(ctx, 'task.vendor_request_drafted', id)
  })

/** Sending is a person's; this is told when they did, and asks them again after three days unless they choose another day. */
export const trackVendorRequest = (ctx: Context, id: string, change: { readonly [K in keyof VendorRequest]?: VendorRequest[K] | undefined }): Promise<Task> =>
  withTask(ctx, id, async row => {
    const before = await findRequest(ctx.db, id)
    if (before === undefined) throw new Refused('not_found', 'No request to the vendor was written yet. Draft it first.')
    refuseEnded(row)
    const instant = (value: string | null | undefined, kept: Date | null) => (value === undefined ? kept : value === null ? null : new Date(value))
    const sent = instant(change.sentAt, before.sent_at)
    const answered = instant(change.answeredAt, before.answered_at)
    const words = change.to !== undefined || change.subject !== undefined || change.text !== undefined
    if (words && before.sent_at !== null) throw new Refused('conflict', 'The request was sent; what was sent is not changed any more.')
    if (answered !== null && (sent === null || answered < sent))
      throw new Refused('conflict', 'An answer cannot come before the request was sent. Check the two dates.')
    const asked = instant(change.followUpAt, before.follow_up_at)
    const newlySent = before.sent_at === null && sent !== null && asked === null
    await updateRequest(ctx.db, id, {
      recipient: change.to === undefined ? before.recipient : change.to,
      subject: change.subject ?? before.subject,
      text: change.text ?? before.text,
      sent_at: sent,
      answered_at: answered,
      follow_up_at: sent === null || answered !== null ? null : newlySent ? new Date(sent.getTime() + followUpDays * 24 * 3600 * 1000) : asked,
    })
    await record(ctx, 'task.vendor_request_tracked', id, { sentAt: sent?.toISOString() ?? null, answeredAt: answered?.toISOString() ?? null })
  })

/** As the plan has it, where it was approved with the plan; otherwise in words that hold for any vendor. */
function letterOf(row: TaskRow): { recipient: string | null; subject: string; text: string } {
  const step = definitionOf(row)
  const { connectionName, accountName, personName, message } = step
  if (message !== null) return { recipient: message.to === '' ? null : message.to, subject: message.subject, text: message.body }
  return {
    recipient: null,
    subject: `Request about the account ${accountName}`,
    text: [
      `Hello ${connectionName} support,`,
      `${asks[step.action] ?? 'Please change this account as described below'}, in our ${connectionName} workspace:`,
      `  Account: ${accountName}\n  Name: ${personName}\n  Reason: ${step.reason}\n  Wanted: ${inWords(step.after)}`,
      'Please confirm by answering this e-mail with what was done and when; we keep the answer for our audit.',
      'Thank you.',
    ].join('\n\n'),
  }
}

const asks: Readonly<Partial<Record<StepAction, string>>> = {
  deactivate_account: 'Please deactivate this account and end its sessions',
  reactivate_account: 'Please reactivate this account',
  request_erasure: 'Please erase the personal data of this account (GDPR, Article 17)',
}
