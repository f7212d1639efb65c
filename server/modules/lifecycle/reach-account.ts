import { type AccountRow, type Exchange, VendorError } from '@rollcall/connectors/kit'
import type { Account, Evidence, StepDefinition } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { withConnection } from '../connections/index.ts'
import { sha256 } from './plan.ts'
import type { StepRow } from './plan.queries.ts'
import { insertEvidence } from './step.queries.ts'

/** A step that this process has claimed and carries out. */
export interface Run {
  readonly ctx: Context
  readonly claim: string
  readonly definition: StepDefinition
  /** Null when the account is no longer known here. */
  readonly externalId: string | null
  readonly protection: Account['protection']
  step: StepRow
}

/** What one look at the account showed; `account` null without an error means that the app has none. */
export interface Look {
  readonly account: AccountRow | null
  readonly error: VendorError | null
}

/** Reads the account through a client of its own and keeps what came as evidence. */
export async function lookAtAccount(run: Run, kind: 'precondition_read' | 'verification_read'): Promise<Look> {
  const exchanges: Exchange[] = []
  const look = await withConnection(
    run.ctx,
    run.definition.connectionId,
    async ({ connector, api }): Promise<Look> => {
      const account = (await connector.writes.readAccount?.(api, run.externalId ?? '')) ?? null
      return { account, error: null }
    },
    { recorder: exchange => void exchanges.push(exchange) },
  ).catch((thrown: unknown): Look => {
    if (thrown instanceof VendorError) return { account: null, error: thrown }
    throw thrown
  })
  const { account, error } = look
  const summary = error?.sentence ?? (account === null ? 'There is no such account.' : `${account.userName} is ${account.status}, version ${account.version}.`)
  await keepEvidence(run, error === null ? kind : 'error', summary, { account, exchanges })
  return look
}

/** Asks for the change, held to the version that the plan rests on; answers the vendor's refusal, or null. */
export async function changeAccount(run: Run): Promise<VendorError | null> {
  const { definition, externalId, step } = run
  const exchanges: Exchange[] = []
  const change = { externalId: externalId ?? '', version: definition.precondition.version }
  const error = await withConnection(
    run.ctx,
    definition.connectionId,
    async ({ connector: { writes }, api }) => {
      await (definition.action === 'deactivate_account' ? writes.deactivateAccount : writes.reactivateAccount)?.(api, change)
      return null
    },
    { recorder: exchange => void exchanges.push(exchange) },
  ).catch((thrown: unknown) => {
    if (thrown instanceof VendorError) return thrown
    throw thrown
  })
  const asked = definition.action === 'deactivate_account' ? 'to deactivate' : 'to reactivate'
  const summary = error?.sentence ?? `${definition.connectionName} was asked ${asked} ${definition.accountName} and accepted.`
  await keepEvidence(run, error === null ? 'request' : 'error', summary, { idempotencyKey: `${step.id}/${definition.precondition.version}`, change, exchanges })
  return error
}

/** Text as it was at that moment, with its hash. The exchanges come without secrets. */
export async function keepEvidence({ ctx, step }: Pick<Run, 'ctx' | 'step'>, kind: Evidence['kind'], summary: string, content: unknown): Promise<void> {
  const text = JSON.stringify(content, null, 2)
  await insertEvidence(ctx.db, { step_id: step.id, kind, at: ctx.clock.now(), summary, content: text, sha256: sha256(text) })
}
