import type { Context } from '../../context.ts'
import { findFindingsOf, findLeaversOf, type Leaver } from './leaver.queries.ts'
import type { Pack } from './write-pack.ts'

const rowsAtOnce = 500
export const firstId = '00000000-0000-0000-0000-000000000000'

export interface Scope {
  readonly from: Date
  readonly to: Date
  readonly connectionIds: readonly string[]
  readonly personIds: readonly string[]
}

export const line = (value: unknown): string => `${JSON.stringify(value)}\n`

export async function writeLeavers(ctx: Context, pack: Pack, scope: Scope): Promise<void> {
  const parts = pack.parts('leavers', 'jsonl')
  for (let last = firstId; ;) {
    const leavers = await findLeaversOf(ctx.db, scope, last, rowsAtOnce)
    for (const leaver of leavers) await parts.add(line(describe(leaver)))
    if (leavers.length < rowsAtOnce) break
    last = leavers.at(-1)?.personId ?? last
  }
  await parts.end()
}

export const minutesBetween = (from: Date, to: Date): number => Math.max(0, Math.ceil((to.getTime() - from.getTime()) / 60_000))

function describe(leaver: Leaver) {
  const { deactivatedAt, lastVerifiedAt, openAccounts, accounts, verifiedSteps } = leaver
  const minutes = openAccounts === 0 && lastVerifiedAt !== null ? minutesBetween(deactivatedAt, lastVerifiedAt) : null
  const sentence =
    openAccounts > 0
      ? `${openAccounts} of ${accounts} accounts still let them in.`
      : minutes === null
        ? `None of ${accounts} accounts lets them in; none was closed by a plan, so that it is not known since when.`
        : `The last of ${verifiedSteps} accounts that a plan closed was verified ${minutes} minutes after the deactivation.`
  return { ...leaver, minutesToLastVerified: minutes, sentence }
}

export async function writeFindings(ctx: Context, pack: Pack, scope: Scope): Promise<void> {
  const parts = pack.parts('findings', 'jsonl')
  for (let last = firstId; ;) {
    const findings = await findFindingsOf(ctx.db, scope, last, rowsAtOnce)
    for (const finding of findings) await parts.add(line(finding))
    if (findings.length < rowsAtOnce) break
    last = findings.at(-1)?.id ?? last
  }
  await parts.end()
}
