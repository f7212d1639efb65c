import { type Exchange, type VendorApi, VendorError, type Writes } from '@rollcall/connectors/kit'
import type { Account, Evidence, Route, StepDefinition } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { keepWriteRefusal, withConnection } from '../connections/index.ts'
import { atIdentitySource } from './choose-route.ts'
import { type Concern, meansOf, type Seen } from './means.ts'
import { sha256 } from './plan.ts'
import type { StepRow } from './plan.queries.ts'
import { insertEvidence } from './step.queries.ts'
import { inWords, placeOf, traits } from './step.ts'

/** A step that this process has claimed and carries out. */
export interface Run {
  readonly ctx: Context
  readonly claim: string
  readonly definition: StepDefinition
  /** The vendor's id of the account or identity; null when it is no longer known here, or is still to be made. */
  readonly externalId: string | null
  readonly protection: Account['protection']
  /** The versions of the record that the step may rest on: that of the plan, and what its own earlier steps made of it. */
  readonly versions: readonly string[]
  step: StepRow
}

/** What one look showed, or the refusal it met. */
export type Look = { readonly seen: Seen; readonly error: null } | { readonly seen: null; readonly error: VendorError }

type Recorder = { recorder: (exchange: Exchange) => void }
type Work<T> = (writes: Writes, api: VendorApi, concern: Concern) => Promise<T>
type Way = <T>(run: Run, recorder: Recorder, work: Work<T>) => Promise<T>

const concernOf = ({ definition, externalId }: Run): Concern => ({
  action: definition.action,
  on: definition.accountId === null && definition.identityId !== null ? 'identity' : 'account',
  externalId: externalId ?? '',
  app: definition.app?.externalId ?? '',
  group: definition.group ?? '',
  after: definition.after,
  newAccount: definition.newAccount,
  receiver: definition.receiver,
})

const inPlace: Way = (run, recorder, work) =>
  withConnection(run.ctx, run.definition.connectionId, ({ connector, api }) => work(connector.writes, api, concernOf(run)), recorder)

/** How each route gets to where a step is carried out; another route is one entry. */
const ways: Record<Exclude<Route, 'manual'>, Way> = {
  scim: inPlace,
  api: inPlace,
  idp: (run, recorder, work) => {
    const { via } = run.definition
    const there = via === null ? null : atIdentitySource(concernOf(run), via)
    if (via === null || there === null) return inPlace(run, recorder, work)
    return withConnection(run.ctx, via.connectionId, ({ connector, api }) => work(connector.writes, api, there), recorder)
  },
  // A connection that signs in to an admin console has a browser behind its client: the same questions and changes, with pictures.
  browser: inPlace,
}

const unread: Seen = { facts: {}, version: null, login: undefined, trouble: null }

/** Looks through a client of its own and keeps what came as evidence. */
export async function look(run: Run, kind: 'precondition_read' | 'verification_read'): Promise<Look> {
  const exchanges: Exchange[] = []
  const recorder = { recorder: (exchange: Exchange) => void exchanges.push(exchange) }
  const { route, via } = run.definition
  const found = await caught(async () => {
    const seen = await ways[route === 'manual' ? 'api' : route](
      run,
      recorder,
      async (writes, api, concern) => (await meansOf(writes, concern).look?.(api)) ?? unread,
    )
    if (via === null) return seen
    // Given or taken at the identity source; whether that reached the account, only the app can tell.
    const atApp = await inPlace(run, recorder, async (writes, api, concern) => (await meansOf(writes, concern).look?.(api)) ?? unread)
    return { ...atApp, facts: { ...atApp.facts, ...seen.facts }, trouble: seen.trouble }
  })
  const summary = found.error === null ? seenWords(run, found.seen) : found.error.sentence
  await keepEvidence(run, found.error === null ? kind : 'error', summary, { seen: found.seen, exchanges })
  return found
}

/** Asks for the change, held to the version that was looked at; answers the vendor's refusal, or null. */
export async function change(run: Run, version: string | null): Promise<VendorError | null> {
  const { ctx, definition, step } = run
  const exchanges: Exchange[] = []
  const recorder = { recorder: (exchange: Exchange) => void exchanges.push(exchange) }
  const { error } = await caught(async () => {
    await ways[definition.route === 'manual' ? 'api' : definition.route](run, recorder, async (writes, api, concern) => {
      const { change: ask } = meansOf(writes, concern)
      if (ask === undefined) throw new VendorError('refused', `${api.name} can no longer be asked for this. Make a new plan.`)
      await ask(api, version)
    })
    return unread
  })
  if (error === null || error.kind === 'permission') await keepWriteRefusal(ctx, placeOf(definition), definition.action, error?.sentence ?? null)
  const where = definition.via?.connectionName ?? definition.connectionName
  const summary = error?.sentence ?? `${where} was asked (${traits[definition.action].verb.toLowerCase()}: ${definition.accountName}) and accepted.`
  const asked = { action: definition.action, after: definition.after, externalId: run.externalId, version }
  await keepEvidence(run, error === null ? 'request' : 'error', summary, { idempotencyKey: `${step.id}/${version}`, change: asked, exchanges })
  return error
}

async function caught(ask: () => Promise<Seen>): Promise<Look> {
  try {
    return { seen: await ask(), error: null }
  } catch (thrown) {
    if (thrown instanceof VendorError) return { seen: null, error: thrown }
    throw thrown
  }
}

/** `ana@acme.test is there, active, role Admin, version 3.` */
export function seenWords({ definition }: Pick<Run, 'definition'>, { facts, version, trouble }: Seen): string {
  const { accountName } = definition
  const known = facts.exists === false && facts.assigned === undefined ? `There is no ${accountName}` : `${accountName} is ${inWords(facts) || 'as it was'}`
  return `${known}${version === null ? '' : `, version ${version}`}.${trouble === null ? '' : ` Its provisioning says: ${trouble}`}`
}

/** Text as it was at that moment, with its hash. The exchanges come without secrets. */
export async function keepEvidence({ ctx, step }: Pick<Run, 'ctx' | 'step'>, kind: Evidence['kind'], summary: string, content: unknown): Promise<void> {
  const text = JSON.stringify(content, null, 2)
  await insertEvidence(ctx.db, { step_id: step.id, kind, at: ctx.clock.now(), summary, content: text, sha256: sha256(text) })
}
