import type { bulkUsers as endpoint, Reply, UserOperation } from '@rollcall/contract'
import type { Context } from '../../../context.ts'
import { Refused } from '../../../errors.ts'
import { tellAudit } from '../tell-audit.ts'
import { alterUser, dropUser, enterUser } from './save-user.ts'

type Verdict = Reply<typeof endpoint>['items'][number]

/** Runs operations in their order, each whole or absent by itself, until `failOnErrors` of them were refused. */
export async function bulkUsers(ctx: Context, operations: readonly UserOperation[], failOnErrors: number | null): Promise<Reply<typeof endpoint>> {
  const items: Verdict[] = []
  let refused = 0
  for (const operation of operations) {
    const id = operation.op === 'create' ? null : operation.id
    if (failOnErrors !== null && refused >= failOnErrors) items.push({ status: 'not_tried', id, user: null, error: null })
    else {
      const verdict = await run(ctx, operation, id)
      if (verdict.status === 'refused') refused += 1
      items.push(verdict)
    }
  }
  await tellAudit(ctx)
  return { items, refused }
}

async function run(ctx: Context, operation: UserOperation, id: string | null): Promise<Verdict> {
  try {
    const user = await perform(ctx, operation)
    return { status: 'done', id: user?.id ?? id, user, error: null }
  } catch (thrown) {
    if (!(thrown instanceof Refused)) throw thrown
    return { status: 'refused', id, user: null, error: { code: thrown.code, message: thrown.message } }
  }
}

async function perform(ctx: Context, operation: UserOperation) {
  switch (operation.op) {
    case 'create':
      return enterUser(ctx, operation.user)
    case 'update':
      return alterUser(ctx, operation.id, operation.change, operation.etag ?? null)
    case 'deactivate':
      return alterUser(ctx, operation.id, { active: false }, operation.etag ?? null)
    case 'reactivate':
      return alterUser(ctx, operation.id, { active: true }, operation.etag ?? null)
    case 'delete':
      await dropUser(ctx, operation.id, operation.etag ?? null)
      return null
  }
}
