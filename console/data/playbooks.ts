import { keepPreviousData, useMutation, useQueryClient } from '@tanstack/react-query'
import { draftPlaybook, previewPlaybook, readPlaybookSettings, writePlaybookSettings, type Ask, type PlaybookSettings } from '@rollcall/contract'
import { call } from './client.ts'
import { reading } from './reading.ts'

/** A playbook with its choices, as it is sent. */
export type PlaybookAsk = Ask<typeof draftPlaybook>['body']

/** While another choice is on its way, the last answer stays. */
export const previewQuery = (body: PlaybookAsk) => ({ ...reading('plans', previewPlaybook, { body }), placeholderData: keepPreviousData, retry: false })

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
