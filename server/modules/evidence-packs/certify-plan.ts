import type { Plan, PlanCertificate, Step } from '@rollcall/contract'
import { type Context, nameOf } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { listEvidence, readPlanProof } from '../lifecycle/index.ts'
import { findDeactivations } from './leaver.queries.ts'
import { withHash } from './manifest.ts'
import { minutesBetween } from './write-leavers.ts'

/** What was verified of a plan, and how; what was not is said as plainly. Of a plan that never began there is nothing to certify. */
export async function certifyPlan(ctx: Context, planId: string): Promise<PlanCertificate> {
  const { plan, hashHolds } = await readPlanProof(ctx, planId)
  const ids = plan.steps.flatMap(({ personId }) => personId ?? [])
  const deactivations = await findDeactivations(ctx.db, [...new Set(ids)])
  const steps = []
  for (const step of plan.steps) steps.push(toCertified(step, await listEvidence(ctx, planId, step.id)))
  const byPerson = [...Map.groupBy(plan.steps, ({ personId, personName }) => personId ?? personName).values()]
  return withHash({
    planId,
    title: plan.title,
    state: plan.state,
    hash: plan.hash,
    hashHolds,
    approvals: plan.approvals.map(({ userName, at, hash }) => ({ by: userName, at, hash })),
    people: byPerson.map(theirs => toPerson(theirs, deactivations)),
    steps,
    notVerified: plan.steps.filter(({ state }) => state !== 'verified').map(notVerified),
    issuedAt: ctx.clock.now().toISOString(),
    issuedBy: nameOf(ctx.actor),
  })
}

/** As `certifyPlan`, for somebody who asks; refused while nothing of the plan was carried out. */
export async function readCertificate(ctx: Context, planId: string): Promise<PlanCertificate> {
  const certificate = await certifyPlan(ctx, planId)
  if (!began.has(certificate.state))
    throw new Refused('plan_not_open', `${certificate.title} was not carried out, so that there is nothing to certify. Approve it first.`)
  return certificate
}

const began: ReadonlySet<string> = new Set<Plan['state']>(['applying', 'done', 'stopped'])

type Items = Awaited<ReturnType<typeof listEvidence>>

const toCertified = (step: Step, evidence: Items): PlanCertificate['steps'][number] => ({
  order: step.order,
  personName: step.personName,
  accountName: step.accountName,
  connectionName: step.connectionName,
  action: step.action,
  route: step.route,
  state: step.state,
  verified: step.state === 'verified',
  how: step.detail,
  at: step.endedAt,
  evidence: evidence.map(({ kind, at, sha256, screenshots }) => ({ kind, at, sha256, ...(screenshots.length > 0 ? { screenshots } : {}) })),
})

function toPerson(steps: readonly Step[], deactivations: Awaited<ReturnType<typeof findDeactivations>>): PlanCertificate['people'][number] {
  const [first] = steps
  const personId = first?.personId ?? null
  const name = first?.personName ?? ''
  const left = personId === null ? undefined : deactivations.get(personId)
  const verified = steps.filter(({ state }) => state === 'verified')
  const last =
    verified
      .flatMap(({ endedAt }) => endedAt ?? [])
      .toSorted()
      .at(-1) ?? null
  // What no read can show does not count against the time; it is named among what was not verified.
  const provable = steps.filter(step => step.provable)
  const missing = provable.filter(({ state }) => state !== 'verified').length
  const minutes = missing === 0 && left !== undefined && last !== null ? minutesBetween(left.at, new Date(last)) : null
  return {
    personId,
    name,
    deactivatedAt: left?.at.toISOString() ?? null,
    deactivatedIn: left?.source ?? null,
    lastVerifiedAt: last,
    minutes,
    sentence: sentenceOf({ name, missing, all: provable.length, minutes, source: left?.source ?? null }),
  }
}

function sentenceOf({
  name,
  missing,
  all,
  minutes,
  source,
}: {
  name: string
  missing: number
  all: number
  minutes: number | null
  source: string | null
}): string {
  if (missing > 0) return `${missing} of ${all} steps for ${name} are not verified, so that no time is certified.`
  if (minutes === null || source === null) return `All ${all} steps for ${name} were verified; no identity provider says when they were deactivated.`
  return `From the deactivation of ${name} in ${source} to the last account that was seen closed: ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}${inDays(minutes)}.`
}

const words: Readonly<Record<Exclude<Step['state'], 'verified'>, string>> = {
  planned: 'was not begun',
  applying: 'is being carried out',
  applied_unverified: 'was done and not seen',
  failed: 'failed',
  waiting_for_person: 'waits for a person',
  skipped: 'was left out',
}

const notVerified = (step: Step): string =>
  step.state === 'verified' ? '' : `${step.accountName} in ${step.connectionName} ${words[step.state]}: ${step.detail}`

const minutesOfDay = 24 * 60

/** A number of minutes that nobody can picture, in whole days as well. */
const inDays = (minutes: number): string => (minutes < 2 * minutesOfDay ? '' : `, ${Math.floor(minutes / minutesOfDay)} days`)
