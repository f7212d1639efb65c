import { useQuery } from '@tanstack/react-query'
import type { DirectoryUser } from '@rollcall/contract'
import { sentenceOf } from '../../data/api-problem.ts'
import { useEndSessions, userSessionsQuery } from '../../data/users.ts'
import { Button } from '../../ui/button.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { countOf } from '../../ui/numbers.ts'
import { Section } from '../../ui/section.tsx'
import { Lines } from '../../ui/states.tsx'
import { Time } from '../../ui/time.tsx'
import { say, sayTrouble } from '../../ui/toasts.tsx'

/** Where a user is signed in. */
export const UserSessions = ({ user, mayWrite }: { user: DirectoryUser; mayWrite: boolean }) => {
  const query = useQuery(userSessionsQuery(user.id))
  const end = useEndSessions()
  const signOut = () =>
    end.mutate(user.id, {
      onSuccess: ({ ended }) => say(`${user.name} is signed out of ${countOf(ended, 'session')}.`),
      onError: error => sayTrouble(sentenceOf(error)),
    })
  return (
    <Section
      title="Signed in"
      aside={
        mayWrite &&
        Boolean(query.data?.items.length) && (
          <Button look="quiet" busy={end.isPending && 'Signing out…'} onClick={signOut}>
            Sign out everywhere
          </Button>
        )
      }
    >
      <Loaded query={query} shape={<Lines count={2} />}>
        {({ items }) =>
          items.length ? (
            <ul className="grid gap-1">
              {items.map(({ id, client, lastUsedAt }) => (
                <li key={id} className="flex justify-between gap-4">
                  {client} <Time at={lastUsedAt} className="text-soft" />
                </li>
              ))}
            </ul>
          ) : (
            <p className="text-faint">Nowhere.</p>
          )
        }
      </Loaded>
    </Section>
  )
}
