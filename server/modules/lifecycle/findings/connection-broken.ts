import { sql } from 'kysely'
import type { Kind } from './kind.ts'

/** A connection that does not work any more: what it showed last grows old. */
export const connectionBroken: Kind = {
  kind: 'connection_broken',
  question: () => ({
    subject: sql`c.id`,
    connection: sql`c.id`,
    facts: sql`jsonb_build_object('detail', c.detail)`,
    from: sql`connections c where c.state = 'needs_attention'`,
  }),
  sentence: ({ connectionName, grounds: { facts } }) => `${connectionName} needs attention, and is not read until it has it: ${facts.detail}`,
}
