import { useQuery } from '@tanstack/react-query'
import { sentenceOf } from '../../data/api-problem.ts'
import { useMay } from '../../data/me.ts'
import { fightsQuery, useTryAnyway } from '../../data/plans.ts'
import { Button } from '../../ui/button.tsx'
import { count } from '../../ui/numbers.ts'
import { Section } from '../../ui/section.tsx'
import { say, sayTrouble } from '../../ui/toasts.tsx'

/** What was changed and changed back, again and again: no plan touches it until somebody says so. Nothing is shown while there is no such thing. */
export const FightsNotice = () => {
  const { data } = useQuery(fightsQuery)
  const mayApprove = useMay('plans:approve')
  const anyway = useTryAnyway()
  if (!data?.items.length) return null
  return (
    <Section title="Changed back by somebody else">
      <ul className="grid gap-3">
        {data.items.map(({ subject, field, name, times }) => (
          <li key={`${subject} ${field}`} className="flex flex-wrap items-center justify-between gap-3">
            <span>
              <span className="font-strong">{name}</span>: the {field} was changed {count(times)} times, and something changed it back each time. Find out what
              before it is tried again.
            </span>
            {mayApprove && (
              <Button
                busy={anyway.isPending && 'Noting…'}
                onClick={() =>
                  anyway.mutate({ subject, field }, { onSuccess: () => say('Plans may change it again.'), onError: error => sayTrouble(sentenceOf(error)) })
                }
              >
                Try anyway
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}
