import type { DirectoryUser, Role } from '@rollcall/contract'
import { useState } from 'react'
import { sentenceOf } from '../../data/api-problem.ts'
import { useBulkUsers, type UserOperation } from '../../data/users.ts'
import { ActionBar } from '../../ui/action-bar.tsx'
import { Button } from '../../ui/button.tsx'
import { FilterSelect } from '../../ui/filter.tsx'
import { countOf } from '../../ui/numbers.ts'
import { say, sayTrouble } from '../../ui/toasts.tsx'

interface BulkBarProps {
  users: readonly DirectoryUser[]
  roles: readonly Role[]
  onDone: () => void
}

/** What may be done with several users at once; whoever is refused stays as they are, and the first sentence says why. */
export const BulkBar = ({ users, roles, onDone }: BulkBarProps) => {
  const bulk = useBulkUsers()
  const [role, setRole] = useState<string>()
  const run = (operations: UserOperation[], done: string, undo?: (changed: readonly string[]) => void) =>
    bulk.mutate(operations, {
      onSuccess: ({ items, refused }) => {
        const changed = items.flatMap(({ status, id }) => (status === 'done' && id !== null ? [id] : []))
        if (changed.length > 0) say(`${countOf(changed.length, 'user')} ${done}.`, undo && (() => undo(changed)))
        const why = items.find(({ error }) => error)?.error?.message
        if (why) sayTrouble(refused > 1 ? `${countOf(refused, 'user')} refused. The first: ${why}` : why)
        onDone()
      },
      onError: error => sayTrouble(sentenceOf(error)),
    })
  const active = users.filter(user => user.active)
  const reactivate = (ids: readonly string[]) =>
    run(
      ids.map(id => ({ op: 'reactivate', id })),
      'reactivated',
    )
  const deactivate = () =>
    run(
      active.map(({ id, etag }) => ({ op: 'deactivate', id, etag })),
      'deactivated, with their sessions and tokens ended',
      reactivate,
    )
  const give = () =>
    run(
      users.map(({ id, etag }) => ({ op: 'update', id, etag, change: { role } })),
      `changed to ${roles.find(each => each.id === role)?.name ?? 'the role'}`,
    )
  return (
    <ActionBar says={`${countOf(users.length, 'user')} selected.`}>
      <div className="flex flex-wrap items-center gap-2">
        <Button look="quiet" onClick={onDone}>
          Clear
        </Button>
        <FilterSelect label="Role to give" any="Choose a role" options={roles.map(({ id, name }) => [id, name] as const)} value={role} onChange={setRole} />
        <Button disabled={role === undefined} busy={bulk.isPending && 'Working…'} onClick={give}>
          Give the role
        </Button>
        <Button disabled={active.length === 0} busy={bulk.isPending && 'Working…'} onClick={deactivate}>
          Deactivate {active.length}
        </Button>
      </div>
    </ActionBar>
  )
}
