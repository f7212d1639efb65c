import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { CrmAccount } from '@rollcall/contract'
import { useDeferredValue, useState } from 'react'
import { crmAccountsQuery } from '../../data/connections.ts'
import { Combobox } from '../../ui/combobox.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { countOf } from '../../ui/numbers.ts'

interface AccountPickerProps {
  title: string
  /** An answer beyond the accounts: `Belongs to no account`. */
  none?: string
  onPick: (account: CrmAccount | null) => void
  onClose: () => void
}

type Answer = CrmAccount | { id: 'none'; words: string }

const drawAnswer = (answer: Answer) =>
  'words' in answer ? (
    <span className="text-soft">{answer.words}</span>
  ) : (
    <span className="flex justify-between gap-4">
      <span className="truncate">
        {answer.name} <span className="text-faint">{answer.domains.join(', ')}</span>
      </span>
      <span className="shrink-0 text-faint">{countOf(answer.openOpportunities, 'open deal')}</span>
    </span>
  )

/** Chooses one account imported from a CRM, by its name or domain. */
export const AccountPicker = ({ title, none, onPick, onClose }: AccountPickerProps) => {
  const [text, setText] = useState('')
  const accounts = useQuery({ ...crmAccountsQuery(useDeferredValue(text.trim())), placeholderData: keepPreviousData })
  const answers: Answer[] = [...(accounts.data?.items ?? []), ...(none ? [{ id: 'none' as const, words: none }] : [])]
  return (
    <Dialog title={title} onClose={onClose}>
      <Combobox
        label="Account"
        placeholder="Name or domain"
        text={text}
        onText={setText}
        items={answers}
        loading={accounts.isFetching}
        none={accounts.error ? accounts.error.message : 'No imported account has this name or domain.'}
        keyOf={({ id }) => id}
        onPick={answer => onPick('words' in answer ? null : answer)}
        draw={drawAnswer}
      />
    </Dialog>
  )
}
