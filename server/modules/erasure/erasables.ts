import type { Context } from '../../context.ts'
import type { Erasable } from '../../erasable.ts'
import { erasableEntries } from '../audit/index.ts'
import { erasableCalls } from '../conversations/index.ts'
import { erasableRecords } from '../crm/index.ts'
import { erasableUsers } from '../directory/index.ts'
import { erasablePacks } from '../evidence-packs/index.ts'
import { erasablePlans } from '../lifecycle/index.ts'
import { erasablePeople } from '../people/index.ts'
import { erasableTasks } from '../tasks/index.ts'
import { erasableTexts, findTextTables } from './sweep.queries.ts'

/** What modules know of the subject, in an order in which each finds what it needs: plans go by accounts that go after them. */
export const declared: readonly Erasable[] = [
  erasableCalls,
  ...erasablePacks,
  ...erasableTasks,
  ...erasablePlans,
  ...erasableUsers,
  ...erasablePeople,
  ...erasableRecords,
]

/** All of it: what was declared, then every text of every table, then the audit log, which tells of the steps before. */
export const everything = async (ctx: Context): Promise<Erasable[]> => [...declared, ...(await findTextTables(ctx.db)).map(erasableTexts), erasableEntries]
