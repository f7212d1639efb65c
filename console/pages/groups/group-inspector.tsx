import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Group, GroupMember } from '@rollcall/contract'
import { useState } from 'react'
import { sentenceOf } from '../../data/api-problem.ts'
import { groupMembersQuery, groupQuery, useDeleteGroup, useUpdateGroup } from '../../data/groups.ts'
import { useMay } from '../../data/me.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { CloseIcon } from '../../ui/icons.tsx'
import { Inspector } from '../../ui/inspector.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Fact, Facts, Section } from '../../ui/section.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import { Lines } from '../../ui/states.tsx'
import { Time } from '../../ui/time.tsx'
import { say, sayTrouble } from '../../ui/toasts.tsx'
import { RemoveByName } from '../vocabulary/remove-by-name.tsx'

/** A group and who is in it, those who are awaited first. */
export const GroupInspector = ({ id, onClose }: { id: string; onClose: () => void }) => {
  const query = useQuery(groupQuery(id))
  const members = useQuery(groupMembersQuery(id))
  const mayWrite = useMay('users:write')
  return (
    <Inspector title={query.data?.name ?? 'Group'} onClose={onClose} actions={mayWrite && query.data && <DeleteGroup group={query.data} onGone={onClose} />}>
      <Loaded query={query} shape={<Lines count={6} />}>
        {group => (
          <div className="grid gap-2">
            <Facts>
              {group.externalId && (
                <Fact term="External id">
                  <span className="font-mono text-meta">{group.externalId}</span>
                </Fact>
              )}
              <Fact term="Made">
                <Time at={group.createdAt} />
              </Fact>
              <Fact term="Changed">
                <Time at={group.modifiedAt} />
              </Fact>
            </Facts>
            <Section title="Members">
              {mayWrite && <AddMember group={group} />}
              <Loaded query={members} shape={<Lines count={5} />}>
                {({ items, total }) =>
                  items.length ? (
                    <>
                      <ul>
                        {items.map(member => (
                          <MemberRow key={member.value} member={member} group={group} mayWrite={mayWrite} />
                        ))}
                      </ul>
                      {total > items.length && <p className="mt-3 text-meta text-faint">And {total - items.length} more.</p>}
                    </>
                  ) : (
                    <p className="text-faint">Nobody is in it.</p>
                  )
                }
              </Loaded>
            </Section>
          </div>
        )}
      </Loaded>
    </Inspector>
  )
}

const MemberRow = ({ member, group, mayWrite }: { member: GroupMember; group: Group; mayWrite: boolean }) => {
  const update = useUpdateGroup()
  const shown = member.name ?? member.value
  const take = () =>
    update.mutate(
      { id: group.id, remove: [member.value] },
      {
        onSuccess: () => say(`${shown} is not in ${group.name} any more.`, () => update.mutate({ id: group.id, add: [member.value] })),
        onError: error => sayTrouble(sentenceOf(error)),
      },
    )
  return (
    <li className="flex items-center justify-between gap-4 border-b border-line py-1.5 last:border-0">
      <div className="grid min-w-0">
        {member.kind === 'pending' && <span className="font-mono text-meta break-all">{member.value}</span>}
        {member.kind === 'user' && (
          <Link to="/settings/users" search={{ user: member.value }} className="text-accent hover:underline">
            {shown}
          </Link>
        )}
        {member.kind === 'group' && (
          <Link to="/settings/groups" search={{ group: member.value }} className="text-accent hover:underline">
            {shown}
          </Link>
        )}
        {member.kind === 'pending' ? (
          <StateMark shape="ring" tone="soft">
            Not here yet
          </StateMark>
        ) : (
          <span className="text-meta text-faint">{member.kind === 'group' ? 'Group' : member.email}</span>
        )}
      </div>
      {mayWrite && (
        <IconButton label={`Take ${shown} out`} onClick={take}>
          <CloseIcon />
        </IconButton>
      )}
    </li>
  )
}

const AddMember = ({ group }: { group: Group }) => {
  const update = useUpdateGroup()
  const [named, setNamed] = useState('')
  return (
    <form
      className="mb-3 flex items-end gap-2"
      onSubmit={event => {
        event.preventDefault()
        if (named.trim()) update.mutate({ id: group.id, add: [named.trim()] }, { onSuccess: () => setNamed('') })
      }}
    >
      <TextField
        label="Add a member"
        className="flex-1"
        value={named}
        maxLength={256}
        autoComplete="off"
        placeholder="User name or external id"
        error={update.error ? sentenceOf(update.error) : undefined}
        onChange={event => setNamed(event.target.value)}
      />
      <Button type="submit" disabled={named.trim() === ''} busy={update.isPending && 'Adding…'}>
        Add
      </Button>
    </form>
  )
}

const DeleteGroup = ({ group, onGone }: { group: Group; onGone: () => void }) => {
  const remove = useDeleteGroup()
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Button look="quiet" onClick={() => setAsking(true)}>
        Delete the group
      </Button>
      {asking && (
        <RemoveByName
          title={`Delete ${group.name}`}
          consequence="Its members stay; only the group goes."
          name={group.name}
          action="Delete the group"
          id={group.id}
          removal={remove}
          said={`The group “${group.name}” is deleted.`}
          onGone={onGone}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  )
}
