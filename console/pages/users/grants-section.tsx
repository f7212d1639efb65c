import { useQuery } from '@tanstack/react-query'
import type { DirectoryUser, GrantName, GrantSource } from '@rollcall/contract'
import type { ReactNode } from 'react'
import { sentenceOf } from '../../data/api-problem.ts'
import { rolesQuery } from '../../data/roles.ts'
import { useUpdateUser, type UserEdit } from '../../data/users.ts'
import { Button } from '../../ui/button.tsx'
import { Section } from '../../ui/section.tsx'
import { Select } from '../../ui/select.tsx'
import { say, sayTrouble } from '../../ui/toasts.tsx'
import { licenceOptions, licenceWords, sourceWords } from '../vocabulary/grant-words.tsx'

const names: Record<GrantName, string> = { role: 'Role', licence: 'Licence', manager: 'Reports to' }
/** What an identity provider gave can be set by hand only once it is pinned. */
const isHeld = (source: GrantSource) => source === 'scim' || source === 'jit'

/** Role, licence and manager: who gave each, and whether an identity provider may change it. */
export const GrantsSection = ({ user, mayWrite }: { user: DirectoryUser; mayWrite: boolean }) => {
  const roles = useQuery(rolesQuery).data?.items ?? []
  const update = useUpdateUser()
  const save = (edit: UserEdit, done: string) =>
    update.mutate({ id: user.id, ...edit }, { onSuccess: () => say(done), onError: error => sayTrouble(sentenceOf(error)) })
  const pinning = (grant: GrantName, source: GrantSource) =>
    source === 'pinned'
      ? { words: 'Unpin', run: () => save({ unpin: [grant] }, `${names[grant]} is given back: an identity provider may change it again.`) }
      : { words: 'Pin', run: () => save({ pin: [grant] }, `${names[grant]} is pinned: no identity provider changes it.`) }
  const grant = (name: GrantName, source: GrantSource, value: ReactNode) => {
    const { words, run } = pinning(name, source)
    return (
      <div key={name} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-line py-2 last:border-0">
        <div className="grid min-w-0 gap-0.5">
          <span className="text-meta text-faint">
            {names[name]}, {sourceWords[source]}
          </span>
          {value}
        </div>
        {mayWrite && (
          <Button look="quiet" aria-label={`${words} ${names[name].toLowerCase()}`} aria-pressed={source === 'pinned'} onClick={run}>
            {words}
          </Button>
        )}
      </div>
    )
  }
  const choose = (
    label: string,
    source: GrantSource,
    value: string,
    shown: string,
    options: readonly (readonly [string, string])[],
    pick: (id: string) => void,
  ) =>
    mayWrite && !isHeld(source) ? (
      <Select
        aria-label={label}
        value={value}
        onChange={event => pick(event.target.value)}
        className="h-8 rounded-base border border-edge bg-raised px-2.5 pointer-coarse:h-10"
      >
        {options.map(([id, words]) => (
          <option key={id} value={id}>
            {words}
          </option>
        ))}
      </Select>
    ) : (
      <span>{shown}</span>
    )
  const { role, licence, manager } = user
  const roleOptions = roles.length ? roles.map(each => [each.id, each.name] as const) : [[role.id, role.name] as const]
  return (
    <Section title="What they were given">
      {grant(
        'role',
        role.source,
        choose('Role', role.source, role.id, role.name, roleOptions, id => save({ role: id }, `${user.name} has another role.`)),
      )}
      {grant(
        'licence',
        licence.source,
        choose('Licence', licence.source, licence.value, licenceWords[licence.value], licenceOptions, id =>
          save({ licence: id === 'listener' ? 'listener' : 'recorder' }, `${user.name} has another licence.`),
        ),
      )}
      {grant(
        'manager',
        manager.source,
        <span>
          {manager.name ?? manager.ref ?? 'Nobody'} {manager.ref !== null && manager.id === null && <span className="text-faint">(not here yet)</span>}
        </span>,
      )}
    </Section>
  )
}
