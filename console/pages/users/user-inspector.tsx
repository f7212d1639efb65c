import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { DirectoryUser } from '@rollcall/contract'
import { useState } from 'react'
import { sentenceOf } from '../../data/api-problem.ts'
import { useMay } from '../../data/me.ts'
import { useDeleteUser, userQuery, useUpdateUser } from '../../data/users.ts'
import { Button } from '../../ui/button.tsx'
import { Inspector } from '../../ui/inspector.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Fact, Facts, Section } from '../../ui/section.tsx'
import { Lines } from '../../ui/states.tsx'
import { Time } from '../../ui/time.tsx'
import { say, sayTrouble } from '../../ui/toasts.tsx'
import { RemoveByName } from '../vocabulary/remove-by-name.tsx'
import { StatusMark } from '../vocabulary/grant-words.tsx'
import { GrantsSection } from './grants-section.tsx'
import { UserSessions } from './user-sessions.tsx'
import { UserStory } from './user-story.tsx'
import { UserTeam } from './user-team.tsx'

/** A user: who they are, what they were given and by whom, where they belong, and their story. */
export const UserInspector = ({ id, onClose }: { id: string; onClose: () => void }) => {
  const query = useQuery(userQuery(id))
  const mayWrite = useMay('users:write')
  const user = query.data
  return (
    <Inspector title={user?.name ?? 'User'} onClose={onClose} actions={mayWrite && user && <UserActions user={user} onGone={onClose} />}>
      <Loaded query={query} shape={<Lines count={8} />}>
        {shown => (
          <div className="grid gap-2">
            <Profile user={shown} />
            <GrantsSection user={shown} mayWrite={mayWrite} />
            <Section title="Groups">
              {shown.groups.length ? (
                <ul className="grid gap-1">
                  {shown.groups.map(group => (
                    <li key={group.id}>
                      <Link to="/settings/groups" search={{ group: group.id }} className="text-accent hover:underline">
                        {group.name}
                      </Link>
                    </li>
                  ))}
                </ul>
              ) : (
                <p className="text-faint">In no group.</p>
              )}
            </Section>
            <UserTeam user={shown} />
            <UserSessions user={shown} mayWrite={mayWrite} />
            <UserStory id={shown.id} />
          </div>
        )}
      </Loaded>
    </Inspector>
  )
}

const Profile = ({ user }: { user: DirectoryUser }) => (
  <Facts>
    <Fact term="Status">
      <StatusMark status={user.status} />
    </Fact>
    <Fact term="User name">{user.userName}</Fact>
    {user.email !== user.userName && <Fact term="E-mail">{user.email}</Fact>}
    {user.title && <Fact term="Title">{user.title}</Fact>}
    {user.department && <Fact term="Department">{user.department}</Fact>}
    {user.externalId && (
      <Fact term="External id">
        <span className="font-mono text-meta">{user.externalId}</span>
      </Fact>
    )}
    <Fact term="Last sign-in">{user.lastSignInAt ? <Time at={user.lastSignInAt} /> : 'Never'}</Fact>
    <Fact term="Added">
      <Time at={user.createdAt} />
    </Fact>
  </Facts>
)

const UserActions = ({ user, onGone }: { user: DirectoryUser; onGone: () => void }) => {
  const update = useUpdateUser()
  const remove = useDeleteUser()
  const [deleting, setDeleting] = useState(false)
  const onError = (error: Error) => sayTrouble(sentenceOf(error))
  const setActive = (active: boolean) =>
    update.mutate(
      { id: user.id, active },
      {
        onSuccess: () =>
          active ? say(`${user.name} may sign in again.`) : say(`${user.name} is deactivated; sessions and tokens are ended.`, () => setActive(true)),
        onError,
      },
    )
  return (
    <>
      {user.active ? (
        <Button busy={update.isPending && 'Deactivating…'} onClick={() => setActive(false)}>
          Deactivate
        </Button>
      ) : (
        <Button busy={update.isPending && 'Reactivating…'} onClick={() => setActive(true)}>
          Reactivate
        </Button>
      )}
      <Button look="quiet" onClick={() => setDeleting(true)}>
        Delete
      </Button>
      {deleting && (
        <RemoveByName
          title={`Delete ${user.name}`}
          consequence="They lose their access, groups and reports; what they owned keeps their name. To only keep them out, deactivate them."
          name={user.userName}
          action="Delete the user"
          id={user.id}
          removal={remove}
          said={`${user.name} is deleted.`}
          onGone={onGone}
          onClose={() => setDeleting(false)}
        />
      )}
    </>
  )
}
