import type { TasksQuestion } from '../../data/tasks.ts'
import { oneOf, text, type RawSearch } from '../../ui/address.ts'

/** What `/tasks?…` may hold. Without more, one's own open tasks are shown; `task` is open beside the table. */
export interface TasksSearch {
  q?: string | undefined
  owner?: 'anybody' | 'nobody' | undefined
  state?: 'overdue' | 'waits_for_proof' | 'ended' | 'all' | undefined
  task?: string | undefined
}

export const tasksSearch = (raw: RawSearch): TasksSearch => ({
  q: text(raw.q),
  owner: oneOf(raw.owner, ['anybody', 'nobody']),
  state: oneOf(raw.state, ['overdue', 'waits_for_proof', 'ended', 'all']),
  task: text(raw.task),
})

/** What the server is asked for an address. */
export const tasksQuestion = ({ q, owner = 'me', state = 'open' }: Omit<TasksSearch, 'owner' | 'state'> & TasksQuestion): TasksQuestion => ({ q, owner, state })
