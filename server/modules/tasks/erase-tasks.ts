import { sql } from 'kysely'
import { type Erasable, erasableRows, namePattern, type Subject, withoutSubject } from '../../erasable.ts'

const stepsOf = ({ loginIds }: Subject) =>
  sql`(select id from plan_steps where account_id = any(${[...loginIds]}::uuid[]) or identity_id = any(${[...loginIds]}::uuid[]))`
const users = ({ userIds }: Subject) => sql`${[...userIds]}::uuid[]`

/** Columns that hold what people call the subject, in rows that are known to be about them. */
const names = (table: string, what: string, column: string): Erasable =>
  erasableRows({
    table,
    what,
    matches: subject => sql`step_id in ${stepsOf(subject)} and ${sql.ref(column)} ~* ${namePattern(subject.names)}`,
    change: subject => sql`${sql.ref(column)} = ${withoutSubject(sql.ref(column), subject, subject.names)}`,
  })

/** A checklist is JSON, whose text is searched as a whole. */
const checklists: Erasable = erasableRows({
  table: 'tasks',
  what: 'Titles and checklists of tasks about their accounts',
  matches: subject => sql`step_id in ${stepsOf(subject)} and (title ~* ${namePattern(subject.names)} or checklist::text ~* ${namePattern(subject.names)})`,
  change: subject =>
    sql`title = ${withoutSubject(sql`title`, subject, subject.names)}, checklist = ${withoutSubject(sql`checklist::text`, subject, subject.names)}::jsonb`,
})

const signatures = (table: string, what: string, id: string, name: string): Erasable =>
  erasableRows({
    table,
    what,
    matches: subject => sql`${sql.ref(id)} = any(${users(subject)}) and ${sql.ref(name)} <> ${subject.pseudonym}`,
    change: ({ pseudonym }) => sql`${sql.ref(name)} = ${pseudonym}`,
  })

/** Files cannot be changed word by word: those about the subject's accounts lose their content and keep their hash. */
export const erasableTasks: readonly Erasable[] = [
  erasableRows({
    table: 'task_files',
    what: 'Content of evidence files about their accounts',
    matches: subject => sql`content is not null and step_id in ${stepsOf(subject)}`,
    change: ({ pseudonym }) => sql`content = null, name = ${`${pseudonym}, evidence`}`,
  }),
  checklists,
  names('task_comments', 'Comments on tasks about their accounts', 'text'),
  names('vendor_requests', 'Requests to vendors about their accounts', 'text'),
  signatures('task_comments', 'Their name on comments', 'author_id', 'author'),
  signatures('task_files', 'Their name on evidence files', 'by_id', 'by'),
  signatures('tasks', 'Their name on tasks they did', 'done_by', 'done_by_name'),
]
