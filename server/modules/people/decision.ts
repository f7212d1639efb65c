import type { MatchDecision } from '@rollcall/contract'
import type { DecisionRow } from './decision.queries.ts'

type Named = Pick<DecisionRow, 'kind' | 'subject_name' | 'person_name'>

/** What was decided, without its full stop, so that it can stand inside a sentence. */
export const claimOf = ({ kind, subject_name: subject, person_name: person }: Named): string =>
  ({
    link: `${subject} belongs to ${person}`,
    split: `${subject} does not belong to ${person}`,
    merge: `${subject} and ${person} are one person`,
    different: `${subject} and ${person} are different people`,
  })[kind]

export const day = (at: Date): string => at.toISOString().slice(0, 10)

/** `ada@acme.test decided on 2026-03-05 that …`: for refusals. */
export const decidedAlready = (row: Named & Pick<DecisionRow, 'decided_by' | 'decided_at'>): string =>
  `${row.decided_by} decided on ${day(row.decided_at)} that ${claimOf(row)}`

export const toDecision = (row: DecisionRow): MatchDecision => ({
  id: row.id,
  kind: row.kind,
  sentence: `${claimOf(row)}.`,
  personId: row.person_id,
  otherId: row.other_person_id,
  login: row.login_id === null || row.login_kind === null ? null : { id: row.login_id, kind: row.login_kind },
  reason: row.reason,
  decidedBy: row.decided_by,
  decidedAt: row.decided_at.toISOString(),
  undoneBy: row.undone_by,
  undoneAt: row.undone_at?.toISOString() ?? null,
})
