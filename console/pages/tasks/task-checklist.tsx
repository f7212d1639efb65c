import { Link } from '@tanstack/react-router'
import type { Task } from '@rollcall/contract'
import { sentenceOf } from '../../data/api-problem.ts'
import { useTickTask } from '../../data/tasks.ts'
import { Section } from '../../ui/section.tsx'
import { Time } from '../../ui/time.tsx'
import { sayTrouble } from '../../ui/toasts.tsx'

/** What to do, line by line, as the profile of the app says, and what goes wrong for those who do not know it. */
export const TaskChecklist = ({ task, mayWork }: { task: Task; mayWork: boolean }) => {
  const tick = useTickTask()
  return (
    <Section
      title="Checklist"
      aside={
        task.profileId && (
          <Link to="/apps/$id" params={{ id: task.profileId }} className="text-accent hover:underline">
            From the profile of the app
          </Link>
        )
      }
    >
      <ol className="grid gap-2.5">
        {task.checklist.map(({ text, ticked }, item) => (
          <li key={`${item}-${text}`}>
            <label className="flex items-baseline gap-2.5">
              <input
                type="checkbox"
                className="relative top-0.5 size-4 shrink-0 accent-accent"
                checked={ticked !== null}
                disabled={!mayWork}
                onChange={event => tick.mutate({ id: task.id, item, ticked: event.target.checked }, { onError: error => sayTrouble(sentenceOf(error)) })}
              />
              <span>
                {text}
                {ticked && (
                  <span className="block text-meta text-faint">
                    {ticked.by}, <Time at={ticked.at} />
                  </span>
                )}
              </span>
            </label>
          </li>
        ))}
      </ol>
      {task.watchOut && (
        <p className="mt-4 border-l-2 border-warm pl-4">
          <span className="font-strong">Watch out:</span> {task.watchOut}
        </p>
      )}
    </Section>
  )
}
