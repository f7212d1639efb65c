import type { Task } from '@rollcall/contract'
import { useState } from 'react'
import { sentenceOf } from '../../data/api-problem.ts'
import { useCommentTask } from '../../data/tasks.ts'
import { Button } from '../../ui/button.tsx'
import { TextArea } from '../../ui/field.tsx'
import { Time } from '../../ui/time.tsx'

/** What was said about a task, oldest first. */
export const TaskComments = ({ task, mayWork }: { task: Task; mayWork: boolean }) => {
  const comment = useCommentTask()
  const [text, setText] = useState('')
  return (
    <div className="grid gap-4">
      {task.comments.length === 0 && <p className="text-soft">Nobody has said anything yet.</p>}
      <ol className="grid gap-3">
        {task.comments.map(({ id, author, at, text: said }) => (
          <li key={id} className="grid gap-0.5">
            <p className="flex items-baseline justify-between gap-4">
              <span className="font-strong">{author}</span>
              <Time at={at} className="text-meta text-faint" />
            </p>
            <p className="break-words whitespace-pre-wrap">{said}</p>
          </li>
        ))}
      </ol>
      {mayWork && (
        <form
          className="grid gap-2"
          onSubmit={event => {
            event.preventDefault()
            comment.mutate({ id: task.id, text }, { onSuccess: () => setText('') })
          }}
        >
          <TextArea
            label="Comment"
            value={text}
            rows={2}
            maxLength={5000}
            error={comment.error ? sentenceOf(comment.error) : undefined}
            onChange={event => setText(event.target.value)}
          />
          <div>
            <Button type="submit" disabled={text.trim() === ''} busy={comment.isPending && 'Adding…'}>
              Add the comment
            </Button>
          </div>
        </form>
      )}
    </div>
  )
}
