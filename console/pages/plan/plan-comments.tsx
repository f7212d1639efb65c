import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { sentenceOf } from '../../data/api-problem.ts'
import { commentsQuery, useCommentPlan } from '../../data/approvals.ts'
import { useMay } from '../../data/me.ts'
import { Button } from '../../ui/button.tsx'
import { TextArea } from '../../ui/field.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Section } from '../../ui/section.tsx'
import { Lines } from '../../ui/states.tsx'
import { Time } from '../../ui/time.tsx'

/** What was said about a plan, oldest first. */
export const PlanComments = ({ planId }: { planId: string }) => {
  const query = useQuery(commentsQuery(planId))
  const mayWrite = useMay('plans:write')
  const comment = useCommentPlan()
  const [text, setText] = useState('')
  return (
    <Section title="Comments" className="mt-4">
      <div className="grid max-w-prose gap-4">
        <Loaded query={query} shape={<Lines count={2} />}>
          {({ items }) =>
            items.length ? (
              <ol className="grid gap-3">
                {items.map(({ id, author, at, text: said }) => (
                  <li key={id} className="grid gap-0.5">
                    <p className="flex items-baseline justify-between gap-4">
                      <span className="font-strong">{author}</span>
                      <Time at={at} className="text-meta text-faint" />
                    </p>
                    <p className="break-words whitespace-pre-wrap">{said}</p>
                  </li>
                ))}
              </ol>
            ) : (
              <p className="text-soft">Nobody has said anything yet.</p>
            )
          }
        </Loaded>
        {mayWrite && (
          <form
            className="screen-only grid gap-2"
            onSubmit={event => {
              event.preventDefault()
              comment.mutate({ id: planId, text }, { onSuccess: () => setText('') })
            }}
          >
            <TextArea
              label="Comment"
              value={text}
              rows={2}
              maxLength={4000}
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
    </Section>
  )
}
