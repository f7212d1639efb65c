import { sql } from 'kysely'
import { type Erasable, erasableRows, namesSubject, withoutSubject } from '../../erasable.ts'

const words = sql`concat_ws(' ', actor, subject, detail)`

/** Entries that name the subject: the words are replaced, what the chain covers stays. Those from before commitments cannot be changed. */
export const erasableEntries: Erasable = erasableRows({
  table: 'audit_entries',
  what: 'Entries of the audit log, redacted',
  matches: subject => sql`commitment is not null and ${namesSubject(words, subject)}`,
  change: subject => sql`salt = null, redacted_by = ${subject.id}::uuid, actor = ${withoutSubject(sql`actor`, subject, subject.soleNames)},
    subject = ${withoutSubject(sql`subject`, subject, subject.soleNames)}, detail = ${withoutSubject(sql`detail`, subject, subject.soleNames)}`,
})
