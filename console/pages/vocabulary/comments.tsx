import { useState } from 'react'
import { sentenceOf } from '../../data/api-problem.ts'
import { Button } from '../../ui/button.tsx'
import { TextArea } from '../../ui/field.tsx'
import { Time } from '../../ui/time.tsx'

interface Comment {
  id: string
  author: string
  at: string
  text: string
}

/** What was said, oldest first. */
export const Comments = ({ comments }: { comments: readonly Comment[] }) =>
  comments.length === 0 ? (
    <p className="text-soft">Nobody has said anything yet.</p>
  ) : (
    <ol className="grid gap-3">
      {comments.map(({ id, author, at, text }) => (
        <li key={id} className="grid gap-0.5">
          <p className="flex items-baseline justify-between gap-4">
            <span className="font-strong">{author}</span>
            <Time at={at} className="text-meta text-faint" />
          </p>
          <p className="break-words whitespace-pre-wrap">{text}</p>
        </li>
      ))}
    </ol>
  )

interface NewCommentProps {
  /** Of the plan or the task. */
  id: string
  comment: { isPending: boolean; error: Error | null; mutate: (said: { id: string; text: string }, on: { onSuccess: () => void }) => void }
  maxLength: number
}

export const NewComment = ({ id, comment, maxLength }: NewCommentProps) => {
  const [text, setText] = useState('')
  return (
    <form
      className="screen-only grid gap-2"
      onSubmit={event => {
        event.preventDefault()
        comment.mutate({ id, text }, { onSuccess: () => setText('') })
      }}
    >
      <TextArea
        label="Comment"
        value={text}
        rows={2}
        maxLength={maxLength}
        error={comment.error ? sentenceOf(comment.error) : undefined}
        onChange={event => setText(event.target.value)}
      />
      <div>
        <Button type="submit" disabled={text.trim() === ''} busy={comment.isPending && 'Adding…'}>
          Add the comment
        </Button>
      </div>
    </form>
  )
}
