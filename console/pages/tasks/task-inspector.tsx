import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Task } from '@rollcall/contract'
import { useState } from 'react'
import { sentenceOf } from '../../data/api-problem.ts'
import { useMay } from '../../data/me.ts'
import { taskQuery, useAssignTask, useFinishTask } from '../../data/tasks.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Inspector } from '../../ui/inspector.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Fact, Facts, Section } from '../../ui/section.tsx'
import { Lines } from '../../ui/states.tsx'
import { Time } from '../../ui/time.tsx'
import { say, sayTrouble } from '../../ui/toasts.tsx'
import { OwnerPicker } from '../vocabulary/user-picker.tsx'
import { TaskMark } from '../vocabulary/task-words.tsx'
import { EndDialog } from './end-dialog.tsx'
import { TaskChecklist } from './task-checklist.tsx'
import { TaskComments } from './task-comments.tsx'
import { TaskFiles } from './task-files.tsx'
import { VendorLetter } from './vendor-letter.tsx'

/** Whether a person can still do something about it. */
export const isOpen = ({ state }: Pick<Task, 'state'>): boolean => state === 'open' || state === 'waits_for_proof'

export const TaskInspector = ({ id, onClose }: { id: string; onClose: () => void }) => {
  const query = useQuery(taskQuery(id))
  const mayWork = useMay('plans:write')
  const task = query.data
  return (
    <Inspector title={task?.title ?? 'Task'} onClose={onClose} actions={task && <TaskActions task={task} />}>
      <Loaded query={query} shape={<Lines count={8} />}>
        {loaded => (
          <div className="grid gap-6">
            <div className="grid gap-2">
              <p>
                <TaskMark task={loaded} />
              </p>
              <p className="font-serif text-read">{loaded.step.reason}</p>
              <p className="text-soft">{endWords(loaded)}</p>
            </div>
            <Facts>
              <Fact term="Person">{loaded.personName}</Fact>
              <Fact term="Account">
                {loaded.accountName} in {loaded.connectionName}
              </Fact>
              <Fact term="Owner">
                <Owner task={loaded} mayWork={mayWork && isOpen(loaded)} />
              </Fact>
              <Fact term="Due">
                <Time at={loaded.dueAt} />
              </Fact>
              {loaded.done && (
                <Fact term="Done, says">
                  {loaded.done.by}, <Time at={loaded.done.at} />
                </Fact>
              )}
            </Facts>
            <TaskChecklist task={loaded} mayWork={mayWork && isOpen(loaded)} />
            <Section title="Evidence">
              <TaskFiles task={loaded} mayWork={mayWork && isOpen(loaded)} />
            </Section>
            <Section title="Request to the vendor">
              <VendorLetter task={loaded} mayWork={mayWork && isOpen(loaded)} />
            </Section>
            <Section title="Comments">
              <TaskComments task={loaded} mayWork={mayWork} />
            </Section>
          </div>
        )}
      </Loaded>
    </Inspector>
  )
}

function endWords({ state, detail, endsBy, connectionName }: Task): string {
  if (state !== 'open' && state !== 'waits_for_proof') return detail
  if (endsBy === 'attestation') return 'No read can show this. It ends when a second person vouches for it, and stays unverified.'
  return `The next complete read of ${connectionName} that shows it closes this task, whoever says what.`
}

const Owner = ({ task, mayWork }: { task: Task; mayWork: boolean }) => {
  const [picking, setPicking] = useState(false)
  const assign = useAssignTask()
  if (picking)
    return (
      <OwnerPicker
        label="New owner"
        onPick={({ id, name }) =>
          assign.mutate(
            { id: task.id, ownerId: id },
            { onSuccess: () => say(`${name} has the task.`), onError: error => sayTrouble(sentenceOf(error)), onSettled: () => setPicking(false) },
          )
        }
      />
    )
  return (
    <span className="flex flex-wrap items-baseline gap-x-3">
      {task.owner?.name ?? <span className="text-warm">Nobody</span>}
      {mayWork && (
        <button type="button" className="rounded-small text-accent hover:underline" onClick={() => setPicking(true)}>
          Give it to somebody else
        </button>
      )}
    </span>
  )
}

const TaskActions = ({ task }: { task: Task }) => {
  const mayWork = useMay('plans:write')
  const mayAttest = useMay('plans:approve')
  const finish = useFinishTask()
  const [ending, setEnding] = useState<'fail' | 'attest' | null>(null)
  const claim = (done: boolean) =>
    finish.mutate(
      { id: task.id, done },
      { onSuccess: () => say(done ? 'Noted. It is closed when it is proven.' : 'It is to do again.'), onError: error => sayTrouble(sentenceOf(error)) },
    )
  return (
    <>
      {mayWork && task.state === 'open' && (
        <Button look="primary" busy={finish.isPending && 'Noting…'} onClick={() => claim(true)}>
          I have done it
        </Button>
      )}
      {mayWork && task.state === 'waits_for_proof' && <Button onClick={() => claim(false)}>It is not done yet</Button>}
      {mayAttest && task.state === 'waits_for_proof' && task.endsBy === 'attestation' && (
        <Button look="primary" onClick={() => setEnding('attest')}>
          Vouch for it
        </Button>
      )}
      {mayWork && isOpen(task) && <Button onClick={() => setEnding('fail')}>It cannot be done</Button>}
      <Link to="/plans/$id" params={{ id: task.planId }} className={buttonClass('quiet')}>
        Open its plan
      </Link>
      {ending && <EndDialog task={task} kind={ending} onClose={() => setEnding(null)} />}
    </>
  )
}
