import type { bulkUsers as endpoint, DirectoryUser, Reply, UserOperation } from '@rollcall/contract'
import type { Context } from '../../../context.ts'
import { Refused } from '../../../errors.ts'
import { versionsIn } from '../etag.ts'
import { openPower, type Power } from '../power.ts'
import { tellAudit } from '../tell-audit.ts'
import { alterUser, dropUser, enterUser, wantedOf } from './save-user.ts'

type Verdict = Reply<typeof endpoint>['items'][number]

/** Runs operations in their order, each whole or absent by itself, until `failOnErrors` of them were refused. */
export async function bulkUsers(ctx: Context, operations: readonly UserOperation[], failOnErrors: number | null): Promise<Reply<typeof endpoint>> {
  const items: Verdict[] = []
  let refused = 0
  const power = await openPower(ctx)
  for (const operation of operations) {
    const id = operation.op === 'create' ? null : operation.id
    if (failOnErrors !== null && refused >= failOnErrors) items.push({ status: 'not_tried', id, user: null, error: null })
    else {
      const verdict = await run(ctx, power, operation, id)
      if (verdict.status === 'refused') refused += 1
      items.push(verdict)
    }
  }
  await tellAudit(ctx)
  return { items, refused }
}

async function run(ctx: Context, power: Power, operation: UserOperation, id: string | null): Promise<Verdict> {
  try {
    const user = await perform(ctx, power, operation)
    return { status: 'done', id: user?.id ?? id, user, error: null }
  } catch (thrown) {
    if (!(thrown instanceof Refused)) throw thrown
    return { status: 'refused', id, user: null, error: { code: thrown.code, message: thrown.message } }
  }
}

async function perform(ctx: Context, power: Power, operation: UserOperation): Promise<DirectoryUser | null> {
  if (operation.op === 'create') return enterUser(ctx, power, operation.user)
  const ifMatch = versionsIn(operation.etag ?? null)
  if (operation.op === 'delete') {
    await dropUser(ctx, power, operation.id, ifMatch)
    return null
  }
  const change = operation.op === 'update' ? operation.change : { active: operation.op === 'reactivate' }
  return (await alterUser(ctx, power, operation.id, wantedOf(change), ifMatch)).user
}
