import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { receiversQuery } from '../../data/leaving.ts'
import { Combobox } from '../../ui/combobox.tsx'

export interface Receiver {
  id: string
  name: string
  email: string
}

const drawReceiver = ({ name, email }: Receiver) => (
  <span className="flex justify-between gap-4">
    <span className="truncate">{name}</span>
    <span className="truncate text-faint">{email}</span>
  </span>
)

/** Chooses an active user who may own recordings, by name or e-mail. */
export const ReceiverPicker = ({ label, onPick }: { label: string; onPick: (receiver: Receiver) => void }) => {
  const [text, setText] = useState('')
  const receivers = useQuery({ ...receiversQuery(useDeferredValue(text.trim())), placeholderData: keepPreviousData })
  return (
    <Combobox
      label={label}
      placeholder="Name or e-mail"
      text={text}
      onText={setText}
      items={receivers.data?.items ?? []}
      loading={receivers.isFetching}
      none={receivers.error ? receivers.error.message : 'No active user with a recorder licence has this name or e-mail.'}
      keyOf={({ id }) => id}
      onPick={onPick}
      draw={drawReceiver}
    />
  )
}
