import { useQuery } from '@tanstack/react-query'
import type { DirectoryEvent } from '@rollcall/contract'
import { rolesQuery } from '../../data/roles.ts'
import { userEventsQuery } from '../../data/users.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Section } from '../../ui/section.tsx'
import { Lines } from '../../ui/states.tsx'
import { Time } from '../../ui/time.tsx'

const deeds: Record<string, string> = {
  'user.created': 'Added',
  'user.updated': 'Changed',
  'user.deactivated': 'Deactivated; sessions and tokens ended',
  'user.reactivated': 'Reactivated',
  'user.deleted': 'Deleted',
}

/** What the attributes of an event are called on this page; those that follow from others are left out. */
const fields: Record<string, string> = {
  user_name: 'user name',
  external_id: 'external id',
  email: 'e-mail',
  name: 'name',
  manager: 'manager',
  title: 'title',
  licence: 'licence',
  role_source: 'who gives the role',
  licence_source: 'who gives the licence',
}

const pairOf = (value: unknown): { from: string; to: string } | null =>
  typeof value === 'object' && value !== null && 'from' in value && 'to' in value ? { from: String(value.from), to: String(value.to) } : null

/** `Changed: role from Rep (SDR) to Admin, title`. */
const storyOf = ({ action, detail }: DirectoryEvent, roleName: (id: string) => string): string => {
  const deed = deeds[action] ?? action
  const role = pairOf(detail.role)
  const licence = pairOf(detail.licence)
  const changed = Array.isArray(detail.changed) ? detail.changed.filter(field => typeof field === 'string') : []
  const parts = [
    ...(role ? [`role from ${roleName(role.from)} to ${roleName(role.to)}`] : []),
    ...(licence ? [`licence from ${licence.from} to ${licence.to}`] : []),
    ...changed.flatMap(field => ((role && field === 'role_source') || (licence && field.startsWith('licence')) ? [] : (fields[field] ?? []))),
  ]
  return parts.length ? `${deed}: ${parts.join(', ')}` : deed
}

/** What happened to a user through any door, as one story. */
export const UserStory = ({ id }: { id: string }) => {
  const roles = useQuery(rolesQuery).data?.items ?? []
  const roleName = (roleId: string) => roles.find(role => role.id === roleId)?.name ?? roleId
  return (
    <Section title="Story">
      <Loaded query={useQuery(userEventsQuery(id))} shape={<Lines count={4} />}>
        {({ items, total }) => (
          <>
            <ol className="grid gap-3">
              {items.map(event => (
                <li key={event.sequence} className="grid gap-0.5 border-l-2 border-line pl-3">
                  <span>{storyOf(event, roleName)}.</span>
                  <span className="text-meta text-faint">
                    <Time at={event.at} />, {event.actor}
                  </span>
                </li>
              ))}
            </ol>
            {total > items.length && <p className="mt-3 text-meta text-faint">The audit log has {total - items.length} more.</p>}
          </>
        )}
      </Loaded>
    </Section>
  )
}
