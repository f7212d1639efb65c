import { keepPreviousData, type QueryKey, useQuery, type UseQueryOptions } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { sentenceOf } from '../../data/api-problem.ts'
import { receiversQuery } from '../../data/leaving.ts'
import { ownersQuery } from '../../data/tasks.ts'
import { Combobox } from '../../ui/combobox.tsx'

interface Named {
  id: string
  name: string
  email: string
}

interface PickerProps {
  label: string
  onPick: (user: Named) => void
}

interface UserPickerProps<Page, Key extends QueryKey> extends PickerProps {
  search: (text: string) => UseQueryOptions<Page, Error, Page, Key>
  /** What is said when nobody is found. */
  none: string
}

const drawUser = ({ name, email }: Named) => (
  <span className="flex justify-between gap-4">
    <span className="truncate">{name}</span>
    <span className="truncate text-faint">{email}</span>
  </span>
)

const UserPicker = <Page extends { items: readonly Named[] }, Key extends QueryKey>({ label, onPick, search, none }: UserPickerProps<Page, Key>) => {
  const [text, setText] = useState('')
  const users = useQuery({ ...search(useDeferredValue(text.trim())), placeholderData: keepPreviousData })
  return (
    <Combobox
      label={label}
      placeholder="Name or e-mail"
      text={text}
      onText={setText}
      items={users.data?.items ?? []}
      loading={users.isFetching}
      none={users.error ? sentenceOf(users.error) : none}
      keyOf={({ id }) => id}
      onPick={onPick}
      draw={drawUser}
    />
  )
}

/** Chooses an active user, by name or e-mail. */
export const OwnerPicker = (props: PickerProps) => <UserPicker {...props} search={ownersQuery} none="No active user has this name or e-mail." />

/** Chooses an active user who may own recordings, by name or e-mail. */
export const ReceiverPicker = (props: PickerProps) => (
  <UserPicker {...props} search={receiversQuery} none="No active user with a recorder licence has this name or e-mail." />
)
