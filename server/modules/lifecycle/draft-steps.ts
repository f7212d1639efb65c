import { connectorOf, type ConnectionRow, findConnections, profileOf } from '../connections/index.ts'
import type { Facts, Plan, StepDefinition } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { record } from '../audit/index.ts'
import { chooseRoute, type Reach, type Ways } from './choose-route.ts'
import { lastAdminAmong, refuseOwnAccount } from './exclusions.ts'
import { refuseFights } from './fights.ts'
import { readPlan } from './list-plans.ts'
import type { Concern } from './means.ts'
import { accessOf, factsIn, inWords, subjectOf } from './step.ts'
import { inOrder, type StepDraft, wantedFacts } from './step-draft.ts'
import { type Giving } from './standing.queries.ts'
import { storePlan } from './store-plan.ts'
import { findTargets, type Target } from './targets.ts'
import { whyNotStep } from './why-not-step.ts'

/** A plan as its source asks for it: findings, a playbook, rules, an undo. */
export interface PlanDraft {
  readonly title?: string | undefined
  readonly undoes?: string | null
  /** When it begins once it is approved; at once when left out or past. */
  readonly startsAt?: Date | null
  readonly steps: readonly StepDraft[]
}

/**
 * Makes an immutable plan of whatever is asked for; nothing is changed before a person approves it. Refuses the whole, with a sentence that
 * names the first step that may not be: a protected, disputed, own or last administrator's account, an incomplete read, a change that others
 * take back each time, or nothing left to do.
 */
export async function draftSteps(ctx: Context, draft: PlanDraft): Promise<Plan> {
  const id = await ctx.transaction(async () => {
    const stored = await keepDraft(ctx, draft)
    await record(ctx, 'plan.drafted', stored, { steps: draft.steps.length })
    return stored
  })
  return readPlan(ctx, id)
}

/** The one door through which steps come into a plan, inside the transaction of its caller. Answers the plan's id. */
export async function keepDraft(ctx: Context, { title, undoes = null, startsAt = null, steps }: PlanDraft): Promise<string> {
  const later = startsAt !== null && startsAt > ctx.clock.now() ? startsAt : null
  const id = await storePlan(ctx, { title, undoes, startsAt: later, steps: await defineSteps(ctx, steps, later) })
  await ctx.publish({ topic: 'plans', id })
  return id
}

/** The steps as a plan would have them: in their order, with their routes. `later`: when they begin, unless at once. */
export async function defineSteps(ctx: Context, steps: readonly StepDraft[], later: Date | null): Promise<StepDefinition[]> {
  if (steps.length === 0) throw new Refused('conflict', 'There is nothing to plan.')
  const targets = await findTargets(ctx, steps)
  const connections = new Map((await findConnections(ctx.db)).map(row => [row.id, row]))
  const given = targets.map((target, place) => ({ ...target, place }))
  const placed = steps.some(step => step.dependsOn !== undefined)
    ? given.map(target => ({ ...target, dependsOn: [...(target.draft.dependsOn ?? [])] }))
    : inOrder(given)
  const overlay = new Map<string, Facts>()
  const definitions: StepDefinition[] = []
  for (const [order, target] of placed.entries()) {
    const connection = connections.get(target.connectionId)
    if (connection === undefined) throw new Refused('not_found', 'A connection of this plan is not there any more. Choose again from the list.')
    if (target.dependsOn.some(other => other >= order || other < 0)) throw new Refused('conflict', 'A step can only depend on steps before it.')
    definitions.push(define({ target, order, connection, connections, overlay, later }))
  }
  await refuseTogether(ctx, placed, definitions)
  return definitions
}

interface Given {
  readonly target: Target & { readonly dependsOn: readonly number[] }
  readonly order: number
  readonly connection: ConnectionRow
  readonly connections: ReadonlyMap<string, ConnectionRow>
  /** What earlier steps of this plan make of their subjects. */
  readonly overlay: Map<string, Facts>
  readonly later: Date | null
}

function define({ target, order, connection, connections, overlay, later }: Given): StepDefinition {
  const { draft, standing } = target
  const wanted = wantedFacts(draft)
  const subject = {
    action: draft.action,
    accountId: target.accountId,
    accountName: target.accountName,
    identityId: target.identityId,
    app: target.giving === null ? null : { externalId: target.giving.via.appExternalId, name: target.giving.appName },
    group: 'group' in draft ? draft.group : null,
    connectionId: target.connectionId,
  }
  const key = subjectOf(subject)
  const earlier = overlay.get(key)
  const present = { ...target.present, ...earlier }
  const obstacle = whyNotStep(target, present, wanted)
  if (obstacle !== null) throw new Refused(obstacle.code, obstacle.sentence)
  overlay.set(key, { ...earlier, ...wanted })
  const before = Object.fromEntries(factsIn(wanted).flatMap(field => (present[field] === undefined ? [] : [[field, present[field]]]))) as Facts
  const concern: Concern = {
    action: draft.action,
    on: target.identityId !== null && target.accountId === null ? 'identity' : 'account',
    externalId: standing?.externalId ?? '',
    app: subject.app?.externalId ?? '',
    group: subject.group ?? '',
    after: wanted,
    newAccount: draft.action === 'create_account' ? draft.account : null,
    receiver:
      target.receiver === null ? null : { accountId: target.receiver.accountId, externalId: target.receiver.externalId, name: target.receiver.userName },
  }
  const ways = waysTo(connection, connections, target.ways)
  return {
    order,
    dependsOn: [...target.dependsOn],
    ...subject,
    findingId: draft.findingId ?? null,
    personId: target.personId,
    personName: target.personName,
    connectionName: connection.name,
    newAccount: concern.newAccount,
    message: 'message' in draft ? (draft.message ?? null) : null,
    receiver: concern.receiver,
    before,
    after: wanted,
    reason: draft.reason,
    ...chooseRoute(ways, concern),
    // A record moves on in days, with every attribute: what waits until then rests on the facts alone.
    precondition: preconditionOf(target, before, later === null && earlier === undefined),
  }
}

const preconditionOf = ({ standing, accountName }: Target, before: Facts, exactly: boolean): StepDefinition['precondition'] => {
  const where = standing === null ? accountName : `${accountName} in ${standing.app.source}`
  const facts = `${where} is still ${inWords(before) || 'as it was'}`
  return exactly && standing !== null
    ? { version: standing.version, statement: `${facts}, and its record is still version ${standing.version}.` }
    : { version: null, statement: `${facts}.` }
}

/** Whose login, or login to be, a step is about. */
export const ownerOf = ({ standing, newcomer, source, accountName }: Target) => ({
  userName: accountName,
  where: standing?.app.source ?? source?.source ?? '',
  addresses: (standing ?? newcomer)?.addresses ?? [],
})

/** What stands against the steps together. */
async function refuseTogether(ctx: Context, targets: readonly Target[], steps: readonly StepDefinition[]): Promise<void> {
  refuseOwnAccount(ctx, targets.map(ownerOf))
  const losing = targets.flatMap(({ draft, account }) => (account !== null && mayLoseAdmin(draft) ? [account] : []))
  const lastAdmin = await lastAdminAmong(ctx, losing)
  if (lastAdmin !== null) throw new Refused('excluded', lastAdmin)
  await refuseFights(ctx, steps)
}

export const mayLoseAdmin = (draft: StepDraft): boolean =>
  draft.action === 'deactivate_account' ||
  draft.action === 'request_erasure' ||
  (draft.action === 'change_account' && accessOf(wantedFacts(draft)).role !== undefined)

function waysTo(row: ConnectionRow, connections: ReadonlyMap<string, ConnectionRow>, giving: Giving | null): Ways {
  const source = giving === null ? undefined : connections.get(giving.via.connectionId)
  return {
    app: { ...reachOf(row), route: row.auth === 'console' ? 'browser' : (connectorOf(row.connector).direct ?? 'api') },
    idp: giving === null || source === undefined ? null : { ...reachOf(source), via: giving.via, throughGroup: giving.throughGroup },
    profile: profileOf(row),
  }
}

const reachOf = (row: ConnectionRow): Reach => ({ name: row.name, writes: connectorOf(row.connector).writes, writeRefusals: row.write_refusals })
