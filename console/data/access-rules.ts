import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { type AccessRules, previewAccessRules, readAccessRules, saveAccessRules } from '@rollcall/contract'
import { call } from './client.ts'
import { reading } from './reading.ts'

export const accessRulesQuery = reading('access-rules', readAccessRules, {})

/** What a draft would do; the last answer stays until the next one is there. */
export const accessRulesPreview = (document: AccessRules) =>
  queryOptions({
    queryKey: ['access-rules', 'preview', document] as const,
    queryFn: ({ signal }) => call(previewAccessRules, { body: { document } }, signal),
    placeholderData: keepPreviousData,
    retry: false,
  })

/** Saves exactly what was previewed. */
export const useSaveAccessRules = () => {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (body: { document: AccessRules; hash: string }) => call(saveAccessRules, { body }),
    onSuccess: saved => queryClient.setQueryData(accessRulesQuery.queryKey, saved),
    onSettled: () => Promise.all(['access-rules', 'findings', 'people'].map(topic => queryClient.invalidateQueries({ queryKey: [topic] }))),
  })
}
