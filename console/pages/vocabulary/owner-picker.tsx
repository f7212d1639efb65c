import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { DirectoryUser } from '@rollcall/contract'
import { useDeferredValue, useState } from 'react'
import { ownersQuery } from '../../data/tasks.ts'
import { Combobox } from '../../ui/combobox.tsx'

const drawOwner = ({ name, email }: DirectoryUser) => (
  <span className="flex justify-between gap-4">
    <span className="truncate">{name}</span>
    <span className="truncate text-faint">{email}</span>
  </span>
)

/** Chooses an active user, by name or e-mail. */
export const OwnerPicker = ({ label, onPick }: { label: string; onPick: (owner: DirectoryUser) => void }) => {
  const [text, setText] = useState('')
  const owners = useQuery({ ...ownersQuery(useDeferredValue(text.trim())), placeholderData: keepPreviousData })
  return (
    <Combobox
      label={label}
      placeholder="Name or e-mail"
      text={text}
      onText={setText}
      items={owners.data?.items ?? []}
      loading={owners.isFetching}
      none={owners.error ? owners.error.message : 'No active user has this name or e-mail.'}
      keyOf={({ id }) => id}
      onPick={onPick}
      draw={drawOwner}
    />
  )
}
