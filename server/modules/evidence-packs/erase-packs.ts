import { sql } from 'kysely'
import { type Erasable, erasableRows, type Subject } from '../../erasable.ts'

const isKnown = ({ loginIds, userIds }: Subject) => loginIds.length + userIds.length > 0

/** A pack shows everybody, and changing it would break its hashes: those that are kept here go, and can be asked for again. */
export const erasablePacks: readonly Erasable[] = [
  erasableRows({
    table: 'evidence_pack_chunks',
    what: 'Content of evidence packs; each can be made again',
    matches: subject => sql`${isKnown(subject)}`,
    change: 'delete',
  }),
  erasableRows({
    table: 'evidence_packs',
    what: 'Evidence packs that lost their content',
    matches: subject => sql`${isKnown(subject)} and state = 'made'`,
    change: () => sql`state = 'removed', detail = 'Removed when the data of somebody in it was erased; ask for it again.'`,
  }),
]
