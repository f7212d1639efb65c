import { useQuery } from '@tanstack/react-query'
import { sentenceOf } from '../../data/api-problem.ts'
import { sessionsQuery, useRevokeSession } from '../../data/me.ts'
import { Button } from '../../ui/button.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Section } from '../../ui/section.tsx'
import { Lines } from '../../ui/states.tsx'
import { Time } from '../../ui/time.tsx'
import { say, sayTrouble } from '../../ui/toasts.tsx'

/** Where you are signed in; any of it can be ended at once. */
export const SessionsSection = () => {
  const query = useQuery(sessionsQuery)
  const revoke = useRevokeSession()
  return (
    <Section title="Where you are signed in">
      <Loaded query={query} shape={<Lines count={2} />}>
        {({ items }) => (
          <ul className="grid">
            {items.map(({ id, client, current, lastUsedAt, expiresAt }) => (
              <li key={id} className="flex min-h-12 items-center justify-between gap-4 border-b border-line py-1.5 last:border-0">
                <span>
                  {client} {current && <span className="text-faint">(this one)</span>}
                  <span className="block text-meta text-faint">
                    Last used <Time at={lastUsedAt} />, ends <Time at={expiresAt} />
                  </span>
                </span>
                {!current && (
                  <Button
                    aria-label={`End the session of ${client}`}
                    onClick={() => revoke.mutate(id, { onSuccess: () => say(`${client} is signed out.`), onError: error => sayTrouble(sentenceOf(error)) })}
                  >
                    End
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Section>
  )
}
