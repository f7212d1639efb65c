import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { PersonSummary } from '@rollcall/contract'
import { useDeferredValue, useState } from 'react'
import { peopleByName } from '../../data/people.ts'
import { Combobox } from '../../ui/combobox.tsx'
import { Dialog } from '../../ui/dialog.tsx'

interface PersonPickerProps {
  title: string
  /** Somebody who cannot be chosen. */
  except: string
  onPick: (person: PersonSummary) => void
  onClose: () => void
}

const drawPerson = ({ displayName, email, department }: PersonSummary) => (
  <span className="flex justify-between gap-4">
    <span className="truncate">
      {displayName} <span className="text-faint">{email}</span>
    </span>
    <span className="shrink-0 text-faint">{department}</span>
  </span>
)

/** Chooses one person of the roll, by name or e-mail. */
export const PersonPicker = ({ title, except, onPick, onClose }: PersonPickerProps) => {
  const [text, setText] = useState('')
  const people = useQuery({ ...peopleByName(useDeferredValue(text.trim())), placeholderData: keepPreviousData })
  return (
    <Dialog title={title} onClose={onClose}>
      <Combobox
        label="Person"
        placeholder="Name or e-mail"
        text={text}
        onText={setText}
        items={(people.data?.items ?? []).filter(({ id }) => id !== except)}
        loading={people.isFetching}
        none={people.error ? people.error.message : 'Nobody on the roll has this name or address.'}
        keyOf={({ id }) => id}
        onPick={onPick}
        draw={drawPerson}
      />
    </Dialog>
  )
}
