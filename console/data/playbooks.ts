import { keepPreviousData, useMutation, useQueryClient } from '@tanstack/react-query'
import { draftPlaybook, previewPlaybook, readPlaybookSettings, suggestAccess, writePlaybookSettings, type Ask, type PlaybookSettings } from '@rollcall/contract'
import { call } from './client.ts'
import { reading } from './reading.ts'

/** A playbook with its choices, as it is sent. */
export type PlaybookAsk = Ask<typeof draftPlaybook>['body']

/** While another choice is on its way, the last answer stays. Nothing is asked while a choice is missing. */
export const previewQuery = (body: PlaybookAsk | null) => ({
  ...reading('plans', previewPlaybook, { body: body ?? { playbook: 'lock_out', personId: '' } }),
  enabled: body !== null,
  placeholderData: keepPreviousData,
  retry: false,
})

export const suggestedAccessQuery = (personId: string) => reading('people', suggestAccess, { params: { id: personId } })
export const playbookSettingsQuery = reading('plans', readPlaybookSettings, {})

export const useDraftPlaybook = () => {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (body: PlaybookAsk) => call(draftPlaybook, { body }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['plans'] }),
  })
}

export const useWritePlaybookSettings = () => {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (body: PlaybookSettings) => call(writePlaybookSettings, { body }),
    onSuccess: settings => queryClient.setQueryData(playbookSettingsQuery.queryKey, settings),
  })
}
