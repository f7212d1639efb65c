import { createHash } from 'node:crypto'
import type { Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { countFailures, deleteFailures, insertFailure } from './sign-in.queries.ts'

const windowMinutes = 15
const perAccount = 10
const perAddress = 50

const subjectOf = (kind: string, value: string): string => createHash('sha256').update(`${kind}:${value.toLowerCase()}`).digest('hex')

/** Who is tried, and from where. */
export interface Attempt {
  /** The e-mail that was typed, or the passkey that was shown. */
  readonly account: string
  readonly address: string
}

/** Refuses before anything is checked, so that a limit tells nothing about the password. */
export async function refuseTooMany(ctx: Context, attempt: Attempt): Promise<void> {
  const since = new Date(ctx.clock.now().getTime() - windowMinutes * 60_000)
  const [account, address] = [
    await countFailures(ctx.db, subjectOf('account', attempt.account), since),
    await countFailures(ctx.db, subjectOf('address', attempt.address), since),
  ]
  if (account >= perAccount || address >= perAddress)
    throw new Refused('rate_limited', `There were too many failed sign-ins. Wait ${windowMinutes} minutes, then try again.`)
}

export const noteFailure = (ctx: Context, attempt: Attempt) =>
  insertFailure(ctx.db, [subjectOf('account', attempt.account), subjectOf('address', attempt.address)], ctx.clock.now())

export const forgetFailures = (ctx: Context, attempt: Attempt) => deleteFailures(ctx.db, subjectOf('account', attempt.account))
