import type { AccountMatch, Engagement, EngagementSummary, Participant } from '@rollcall/contract'
import { Refused } from '../../errors.ts'
import type { EngagementRow } from './engagement.queries.ts'

export const noEngagement = () => new Refused('not_found', 'There is no call with this id; someone may have deleted it.')

/** Who held the call. It may have been handed over since, which changes who answers for it and not who spoke. */
export const hostOf = (row: Pick<EngagementRow, 'owner_email' | 'first_owner_email'>): string | null => row.first_owner_email ?? row.owner_email

/** What the summary and the whole engagement have in common. */
const headToApi = (row: EngagementRow) => ({
  id: row.id,
  kind: row.kind,
  title: row.title,
  startedAt: row.started_at.toISOString(),
  durationSeconds: row.duration_seconds,
  ownerEmail: row.owner_email,
  firstOwnerEmail: row.first_owner_email,
  state: row.state,
  failure: row.failure,
  delivery: row.delivery,
})

export const summaryToApi = (row: EngagementRow, trackers: EngagementSummary['trackers'], snippet: string | null): EngagementSummary => ({
  ...headToApi(row),
  accountName: row.account_name,
  participantCount: row.participant_count,
  trackers,
  snippet,
})

/** Null until it was matched for the first time. */
const matchOf = (row: EngagementRow): AccountMatch | null =>
  row.match_method === null
    ? null
    : {
        accountId: row.account_id,
        accountName: row.account_name,
        opportunityId: row.opportunity_id,
        opportunityName: row.opportunity_name,
        method: row.match_method,
        reason: row.match_reason ?? '',
      }

export const engagementToApi = (
  row: EngagementRow,
  parts: Pick<Engagement, 'trackers' | 'participants' | 'speakers' | 'metrics' | 'moments' | 'brief'>,
): Engagement => ({
  ...headToApi(row),
  source: row.source,
  language: row.language,
  match: matchOf(row),
  ...parts,
})

/** A participant as somebody wrote it, with what was left out. */
export const participantFrom = (given: {
  name: string
  email?: string | undefined
  title?: string | undefined
  side?: Participant['side'] | undefined
  speaker?: string | undefined
}): Participant => ({
  name: storable(given.name),
  email: given.email ?? null,
  title: given.title === undefined ? null : storable(given.title),
  side: given.side ?? 'unknown',
  speaker: given.speaker === undefined ? null : storable(given.speaker),
})

/** Text that a database takes: well-formed and without U+0000. Everything else is somebody's name. */
export const storable = (text: string): string => text.replaceAll('\0', '').trim().toWellFormed()
