import type { Passkey } from '@rollcall/contract'
import type { Context } from '../../../context.ts'
import { Refused } from '../../../errors.ts'
import { record } from '../../audit/index.ts'
import { self } from '../self.ts'
import { toApi } from './passkey.ts'
import { deletePasskey, findPasskeys, updatePasskeyName } from './passkey.queries.ts'

export const listPasskeys = async (ctx: Context): Promise<Passkey[]> => (await findPasskeys(ctx.db, (await self(ctx)).id)).map(toApi)

export async function renamePasskey(ctx: Context, id: string, name: string): Promise<Passkey> {
  const user = await self(ctx)
  return ctx.transaction(async () => {
    const row = await updatePasskeyName(ctx.db, user.id, id, name)
    if (row === undefined) throw unknown()
    await record(ctx, 'passkey.renamed', user.id, { passkey: id, name })
    return toApi(row)
  })
}

export async function removePasskey(ctx: Context, id: string): Promise<void> {
  const user = await self(ctx)
  await ctx.transaction(async () => {
    const row = await deletePasskey(ctx.db, user.id, id)
    if (row === undefined) throw unknown()
    await record(ctx, 'passkey.removed', user.id, { passkey: id, name: row.name })
  })
}

const unknown = () => new Refused('not_found', 'There is no passkey with this id among yours.')
