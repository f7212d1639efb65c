import { sql } from 'kysely'
import { pairOf, type Kind } from './kind.ts'

/** A connection that works proves that what a document says of its app is not so. */
export const profileFactDisproved: Kind = {
  kind: 'profile_fact_disproved',
  question: ({ disproved }) => ({
    subject: pairOf(sql`o."connectionId"`, sql`o.says`),
    connection: sql`o."connectionId"`,
    name: sql`o.app`,
    facts: sql`jsonb_build_object('app', o.app, 'says', o.says, 'proof', o.proof)`,
    from: sql`jsonb_to_recordset(${JSON.stringify(disproved)}::jsonb) as o ("connectionId" uuid, app text, says text, proof text)`,
  }),
  sentence: ({ grounds: { facts } }) => `${facts.says} This workspace proves otherwise: ${facts.proof}`,
}
