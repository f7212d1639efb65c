import { sql } from 'kysely'
import type { Kind } from './kind.ts'

/** A source whose last read did not come to its end, or was not believed: until it does, no access is taken away by it. */
export const readIncomplete: Kind = {
  kind: 'read_incomplete',
  question: () => ({
    subject: sql`o.connection_id`,
    connection: sql`o.connection_id`,
    facts: sql`jsonb_build_object('what', o.what, 'problem', o.problem)`,
    from: sql`(
      select connection_id, string_agg(replace(resource, '_', ' '), ', ' order by resource) as what, min(problems ->> 0) as problem
      from sources where not complete group by connection_id
    ) o`,
  }),
  sentence: ({ connectionName, grounds: { facts } }) =>
    `${connectionName} was not read to the end (${facts.what}): ${facts.problem ?? 'it does not say why.'} Nothing is taken away by it until it is.`,
}
