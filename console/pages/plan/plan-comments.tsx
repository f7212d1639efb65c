import { useQuery } from '@tanstack/react-query'
import { commentsQuery, useCommentPlan } from '../../data/approvals.ts'
import { useMay } from '../../data/me.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Section } from '../../ui/section.tsx'
import { Lines } from '../../ui/states.tsx'
import { Comments, NewComment } from '../vocabulary/comments.tsx'

/** What was said about a plan, oldest first. */
export const PlanComments = ({ planId }: { planId: string }) => {
  const query = useQuery(commentsQuery(planId))
  const mayWrite = useMay('plans:write')
  const comment = useCommentPlan()
  return (
    <Section title="Comments" className="mt-4">
      <div className="grid max-w-prose gap-4">
        <Loaded query={query} shape={<Lines count={2} />}>
          {({ items }) => <Comments comments={items} />}
        </Loaded>
        {mayWrite && <NewComment id={planId} comment={comment} maxLength={4000} />}
      </div>
    </Section>
  )
}
