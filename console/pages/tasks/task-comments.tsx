import type { Task } from '@rollcall/contract'
import { useCommentTask } from '../../data/tasks.ts'
import { Comments, NewComment } from '../vocabulary/comments.tsx'

/** What was said about a task, oldest first. */
export const TaskComments = ({ task, mayWork }: { task: Task; mayWork: boolean }) => {
  const comment = useCommentTask()
  return (
    <div className="grid gap-4">
      <Comments comments={task.comments} />
      {mayWork && <NewComment id={task.id} comment={comment} maxLength={5000} />}
    </div>
  )
}
