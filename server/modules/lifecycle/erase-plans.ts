import { sql } from 'kysely'
import { type Erasable, erasableRows, type RowsErasable, type Subject, withoutSubject, emailPattern, namePattern } from '../../erasable.ts'

const logins = ({ loginIds }: Subject) => sql`${[...loginIds]}::uuid[]`
const about = (subject: Subject) => sql`(account_id = any(${logins(subject)}) or identity_id = any(${logins(subject)}))`
const stepsOf = (subject: Subject) => sql`(select id from plan_steps where ${about(subject)})`
const plansOf = (subject: Subject) => sql`(select plan_id from plan_steps where ${about(subject)})`

/** Texts of rows that are known to be about the subject, so that their name means them. */
const texts = (table: string, what: string, columns: readonly string[], isAbout: RowsErasable['matches']): Erasable =>
  erasableRows({
    table,
    what,
    matches: subject => {
      const all = sql`concat_ws(' ', ${sql.join(columns.map(column => sql.ref(column)))})`
      return sql`${isAbout(subject)} and (${all} ~* ${emailPattern(subject.emails)} or ${all} ~* ${namePattern(subject.names)})`
    },
    change: subject => sql`${sql.join(columns.map(column => sql`${sql.ref(column)} = ${withoutSubject(sql.ref(column), subject, subject.names)}`))}`,
  })

/**
 * What was planned and done about their accounts stays, without their name. A plan that waits for approval is set aside: its hash is over
 * words that are gone. The hashes of those that were approved stay as what people approved.
 */
export const erasablePlans: readonly Erasable[] = [
  // While the links still say whose they are; those of accounts would go with them, those of persons would stay without one.
  erasableRows({
    table: 'findings',
    what: 'Findings about them',
    matches: subject => sql`account_id = any(${logins(subject)}) or subject_id = any(${logins(subject)}) or person_id in (
      select person_id from identity_links where identity_id = any(${logins(subject)}) union select person_id from account_links where account_id = any(${logins(subject)}))`,
    change: 'delete',
  }),
  erasableRows({
    table: 'findings',
    what: 'Their name on exceptions',
    matches: subject => sql`lower(accepted_by) = any(${[...subject.emails]}::text[])`,
    change: ({ pseudonym }) => sql`accepted_by = ${pseudonym}`,
  }),
  erasableRows({
    table: 'access_rule_sets',
    what: 'Exceptions of access rules about them',
    matches: ({ emails }) =>
      sql`exists (select from jsonb_array_elements(document -> 'exceptions') e where lower(e ->> 'person') = any(${[...emails]}::text[]))`,
    change: ({ emails }) => sql`document = jsonb_set(document, '{exceptions}', coalesce((
      select jsonb_agg(e order by n) from jsonb_array_elements(document -> 'exceptions') with ordinality x (e, n)
      where lower(e ->> 'person') <> all(${[...emails]}::text[])), '[]'))`,
  }),
  erasableRows({
    table: 'plans',
    what: 'Plans that waited for approval, set aside',
    matches: subject => sql`state = 'draft' and id in ${plansOf(subject)}`,
    change: () => sql`state = 'stale', detail = 'Somebody in it was erased, so that it was set aside.', ended_at = now()`,
  }),
  texts('plans', 'Titles of plans', ['title', 'detail'], subject => sql`id in ${plansOf(subject)}`),
  texts('evidence', 'Evidence of steps', ['summary', 'content'], subject => sql`step_id in ${stepsOf(subject)}`),
  texts('plan_steps', 'Steps of plans', ['definition', 'detail'], about),
  erasableRows({
    table: 'verified_changes',
    what: 'What plans were seen to change of their logins',
    matches: subject => sql`step_id in ${stepsOf(subject)}`,
    change: 'delete',
  }),
  texts('plan_comments', 'Comments on plans about their accounts', ['text'], subject => sql`plan_id in ${plansOf(subject)}`),
  erasableRows({
    table: 'plan_comments',
    what: 'Their name on comments of plans',
    matches: subject => sql`author_id = any(${[...subject.userIds]}::uuid[]) and author <> ${subject.pseudonym}`,
    change: ({ pseudonym }) => sql`author = ${pseudonym}`,
  }),
  erasableRows({
    table: 'approvals',
    what: 'Their name on plans they approved',
    matches: subject => sql`user_id = any(${[...subject.userIds]}::uuid[]) and user_name <> ${subject.pseudonym}`,
    change: ({ pseudonym }) => sql`user_name = ${pseudonym}`,
  }),
]
