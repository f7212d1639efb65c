import { Link } from '@tanstack/react-router'
import type { TaskSummary } from '@rollcall/contract'
import type { Column } from '../../ui/table.tsx'
import { Time } from '../../ui/time.tsx'
import { TaskMark } from '../vocabulary/task-words.tsx'

export const taskColumns: Column<TaskSummary>[] = [
  {
    id: 'title',
    head: 'What is to be done',
    className: 'w-full',
    cell: task => (
      <div className="grid gap-0.5">
        <Link from="/tasks" search={before => ({ ...before, task: task.id })} resetScroll={false} data-row-link className="row-link font-strong">
          {task.title}
        </Link>
        <span className="text-meta text-soft">
          {task.personName === task.connectionName ? task.connectionName : `${task.personName}, ${task.accountName} in ${task.connectionName}`}
        </span>
        <span className="flex flex-wrap gap-x-3 text-meta text-faint sm:hidden">
          <TaskMark task={task} />
          <span>
            due <Time at={task.dueAt} />
          </span>
        </span>
      </div>
    ),
  },
  { id: 'owner', head: 'Owner', from: 'md', className: 'whitespace-nowrap', cell: ({ owner }) => owner?.name ?? <span className="text-warm">Nobody</span> },
  {
    id: 'ticked',
    head: 'Ticked',
    from: 'lg',
    className: 'whitespace-nowrap tabular-nums',
    cell: ({ tickedCount, itemCount }) => (
      <span className="text-soft">
        {tickedCount} of {itemCount}
      </span>
    ),
  },
  { id: 'state', head: 'State', from: 'sm', cell: task => <TaskMark task={task} /> },
  { id: 'due', head: 'Due', from: 'sm', className: 'whitespace-nowrap tabular-nums', cell: ({ dueAt }) => <Time at={dueAt} className="text-soft" /> },
]
