import type { Db } from '../../../db/database.ts'

/** The sessions that a provider means: the one it names, or else all of a person's. One whose name it never told counts as all of them. */
export const deleteProviderSessions = (db: Db, providerId: string, meant: { subject: string | null; session: string | null }) =>
  db
    .deleteFrom('sessions')
    .where('provider_id', '=', providerId)
    .where(({ eb, and, or }) => {
      const ofSubject = eb('provider_subject', '=', meant.subject)
      if (meant.session === null) return ofSubject
      const named = eb('provider_session', '=', meant.session)
      return meant.subject === null ? named : and([ofSubject, or([named, eb('provider_session', 'is', null)])])
    })
    .returning(['id', 'user_id'])
    .execute()
