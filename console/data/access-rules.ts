import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import {
  listAccessRuleChoices,
  listAccessRuleVersions,
  previewAccessRules,
  readAccessRules,
  readAccessRuleVersion,
  saveAccessRules,
  type Ask,
} from '@rollcall/contract'
import { call } from './client.ts'
import { reading } from './reading.ts'

/** The rules as they are being written, or the version that is taken up again. */
export type AccessRulesDraft = Ask<typeof previewAccessRules>['body']

export const accessRulesQuery = reading('access-rules', readAccessRules, {})
export const accessRuleVersionsQuery = reading('access-rules', listAccessRuleVersions, {})
/** What was last read changes slowly, and is only offered. */
export const accessRuleChoicesQuery = { ...reading('access-rules', listAccessRuleChoices, {}), staleTime: 300_000 }

/** What a draft would do; the last answer stays until the next one is there. */
export const accessRulesPreview = (draft: AccessRulesDraft) =>
  queryOptions({
    queryKey: ['access-rules', 'preview', draft] as const,
    queryFn: ({ signal }) => call(previewAccessRules, { body: draft }, signal),
    placeholderData: keepPreviousData,
    retry: false,
  })

/** Saves exactly what was previewed. */
export const useSaveAccessRules = () => {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (body: AccessRulesDraft & { hash: string }) => call(saveAccessRules, { body }),
    onSuccess: saved => queryClient.setQueryData(accessRulesQuery.queryKey, saved),
    onSettled: () => Promise.all(['access-rules', 'findings', 'people'].map(topic => queryClient.invalidateQueries({ queryKey: [topic] }))),
  })
}

export const useReadAccessRuleVersion = () =>
  useMutation({ mutationFn: (version: number) => call(readAccessRuleVersion, { params: { version: String(version) } }) })
