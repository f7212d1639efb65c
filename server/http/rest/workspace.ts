import type { Me } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import * as connections from '../../modules/connections/index.ts'
import * as conversations from '../../modules/conversations/index.ts'
import * as directory from '../../modules/directory/index.ts'
import { version } from '../../version.ts'

/** How the workspace stands, for the console's first page. */
export async function readWorkspace(ctx: Context): Promise<Me['workspace']> {
  const empty = (await connections.findConnections(ctx.db)).length === 0 && !(await conversations.hasEngagements(ctx.db))
  // Named by the domain of its first user, until an organisation names itself.
  const [first] = await directory.findUserEmails(ctx.db)
  return { name: first?.email.split('@')[1] ?? '', demo: ctx.standIns.size > 0, empty, version }
}
