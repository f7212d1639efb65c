import type { Facts, StepDefinition } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { findRuledStanding, refusalByRules } from './access-rules/ruled-standing.ts'
import { lastAdminAmong } from './exclusions.ts'
import { fightOver } from './fights.ts'
import { type LoginStanding, type Refusal, refusalOf, type SourceStanding, type Standing } from './finding.ts'
import { findDepartures, findFindingRows } from './finding.queries.ts'
import { choiceOf, kindOf } from './findings/kinds.ts'
import { definitionOf } from './plan.ts'
import { findKnown, type StepRow } from './plan.queries.ts'
import { whyNot, whyUnread } from './refusal.ts'
import { findWitnesses, refusalByChoice } from './refusal-by-choice.ts'
import { findIdentityStandings, findNewcomers, findSources, findStandings, type Newcomer } from './standing.queries.ts'
import { compareFacts, factsIn, inWords, subjectOf, traits } from './step.ts'

type FindingRow = Awaited<ReturnType<typeof findFindingRows>>[number]

/** A step of a stored plan, and how everything it rests on stands now. */
export interface Ground {
  readonly step: StepDefinition
  readonly account: Standing | null
  readonly standing: LoginStanding | null
  readonly newcomer: Newcomer | null
  readonly receiver: Standing | null
  readonly source: SourceStanding | null
  readonly known: Facts | null
  /** It repairs that somebody left, so that they must still be gone. */
  readonly departed: boolean
  /** A person chose it for what was found, and this is why it may not be done now. */
  readonly byChoice: Refusal | null
  /** It repairs what the access rules said, and this is why they do not say it now. */
  readonly byRules: Refusal | null
}

export async function findGrounds(ctx: Context, planId: string, rows: readonly StepRow[]): Promise<Ground[]> {
  const { db } = ctx
  const steps = rows.map(row => ({ row, step: definitionOf(row) }))
  const ids = (of: 'accountId' | 'identityId' | 'findingId') => steps.flatMap(({ step }) => step[of] ?? [])
  const accounts = new Map((await findStandings(db, ids('accountId'))).map(standing => [standing.accountId, standing]))
  const receivers = new Map(
    (
      await findStandings(
        db,
        steps.flatMap(({ step }) => step.receiver?.accountId ?? []),
      )
    ).map(standing => [standing.accountId, standing]),
  )
  const identities = new Map((await findIdentityStandings(db, ids('identityId'))).map(standing => [standing.identityId, standing]))
  const known = await findKnown(db, planId)
  const onApps = steps.filter(({ step }) => traits[step.action].on === 'app')
  const persons = await findNewcomers(
    db,
    onApps.flatMap(({ step }) => step.personId ?? []),
  )
  const placesOf = (some: typeof steps) => some.map(({ step }) => step.connectionId)
  const sources = await findSources(db, placesOf(onApps), 'accounts')
  const lists = await findSources(db, placesOf(steps.filter(({ step }) => traits[step.action].on === 'assignment')), 'assignments')
  const departures = await findDepartures(db, ids('findingId'))
  const findings = await findFindingRows(db, ids('findingId'))
  const ruled = new Map(findings.filter(({ kind }) => kindOf(kind).ruled === true).map(finding => [finding.id, finding]))
  const chosen = new Map(findings.filter(finding => choiceOf(finding) !== null).map(finding => [finding.id, finding]))
  const witnesses = chosen.size === 0 ? [] : await findWitnesses(ctx)
  const rules = await findRuledStanding(ctx, [...ruled.values()])
  return steps.map(({ row, step }): Ground => {
    const finding = ruled.get(step.findingId ?? '')
    const account = accounts.get(step.accountId ?? '') ?? null
    const identity = identities.get(step.identityId ?? '')
    const list = lists.get(step.connectionId)
    return {
      step,
      account,
      standing:
        account ??
        (identity === undefined ? null : { ...identity, ...(traits[step.action].on === 'assignment' && list !== undefined ? { gives: [list] } : {}) }),
      newcomer: persons.get(step.personId ?? '') ?? null,
      receiver: receivers.get(step.receiver?.accountId ?? '') ?? null,
      source: traits[step.action].on === 'app' ? (sources.get(step.connectionId) ?? null) : null,
      known: known.get(row.id)?.facts ?? null,
      departed: departures.has(step.findingId ?? ''),
      byChoice: whyNotChosen(chosen.get(step.findingId ?? ''), account, witnesses),
      byRules: finding === undefined ? null : refusalByRules(finding, account, rules),
    }
  })
}

function whyNotChosen(finding: FindingRow | undefined, account: Standing | null, witnesses: readonly SourceStanding[]): Refusal | null {
  if (finding === undefined || account === null) return null
  if (finding.state !== 'resolved') return refusalByChoice(finding.kind, account, witnesses)
  return { code: 'conflict', sentence: `What ${account.userName} in ${account.app.source} was to be closed for is not true any more.` }
}

/** Whose logins a plan is about. */
export const ownersOf = (grounds: readonly Ground[]) =>
  grounds.map(({ step, standing, newcomer }) => ({
    userName: step.accountName,
    where: step.connectionName,
    addresses: (standing ?? newcomer)?.addresses ?? [],
  }))

/** The first fact that is no longer what the plan rests on, or null. */
export async function whyStale(ctx: Context, grounds: readonly Ground[]): Promise<string | null> {
  const before = new Map<string, Facts>()
  for (const ground of grounds) {
    const subject = subjectOf(ground.step)
    const reason = whyStepStale(ground, before.get(subject)) ?? (await fightOver(ctx, ground.step))
    if (reason !== null) return reason
    before.set(subject, { ...before.get(subject), ...ground.step.after })
  }
  const leaving = grounds.flatMap(({ step, account }) =>
    account !== null && (step.action === 'deactivate_account' || step.action === 'request_erasure' || step.after.role !== undefined) ? [account] : [],
  )
  return lastAdminAmong(ctx, leaving)
}

/** `made` is what earlier steps of the plan are to make of the same subject. */
function whyStepStale({ step, account, standing, receiver, source, known, departed, byRules, byChoice }: Ground, made: Facts | undefined): string | null {
  const { action, accountName, connectionName, precondition } = step
  const name = `${accountName} in ${connectionName}`
  const refusal = byRules ?? byChoice
  if (refusal !== null) return refusal.sentence
  if (traits[action].on === 'app') {
    if (source === null) return `${connectionName} is not connected any more.`
    if (action === 'create_account' && known !== null && known.exists === true) return `There is an account ${name} now; it is ${known.status}.`
    return whyUnread(action, [source])?.sentence ?? null
  }
  if (standing === null) return `${name} is not known any more.`
  const present = { ...known, ...made }
  const moved = made === undefined && precondition.version !== null && standing.version !== precondition.version
  if (moved || compareFacts(step.before, present) === 'different') {
    const then = `${inWords(step.before)}${precondition.version === null ? '' : ` (version ${precondition.version})`}`
    const now = Object.fromEntries(factsIn(step.before).map(field => [field, present[field]])) as Facts
    return `${name} was ${then} when the plan was made and is ${inWords(now)} (version ${standing.version}) now.`
  }
  if (traits[action].takes && account !== null && step.personId !== account.personId)
    return `${name} belonged to ${step.personName} when the plan was made and belongs to somebody else now.`
  if (step.receiver !== null && receiver?.status !== 'active')
    return `${step.receiver.name} in ${connectionName} is not active any more and cannot get anything.`
  if (departed && account !== null) return refusalOf(account)?.sentence ?? null
  return whyNot(action, standing)?.sentence ?? null
}
