import { infiniteQueryOptions, keepPreviousData, useMutation, useQueryClient } from '@tanstack/react-query'
import {
  importMappingExpression,
  listAwaitedManagers,
  listMappingRuleVersions,
  listRuleAttributes,
  previewMappingRules,
  readMappingRules,
  readMappingRuleVersion,
  saveMappingRules,
  tryMappingRules,
  type Ask,
  type MappingRule,
} from '@rollcall/contract'
import { call } from './client.ts'
import { reading } from './reading.ts'

/** Rules as they are being written; with `restores` they are those of an earlier version. */
export interface RulesDraft {
  rules: readonly MappingRule[]
  restores?: number | undefined
}

export const rulesQuery = reading('mapping-rules', readMappingRules, {})
export const ruleVersionsQuery = reading('mapping-rules', listMappingRuleVersions, {})
export const ruleAttributesQuery = reading('mapping-rules', listRuleAttributes, {})
export const awaitedManagersQuery = reading('mapping-rules', listAwaitedManagers, {})

const bodyOf = ({ rules, restores }: RulesDraft) => (restores === undefined ? { rules: [...rules] } : { restores })

/** What a draft would do to whom; the last answer stays until the next one is there. */
export const previewPages = (draft: RulesDraft) =>
  infiniteQueryOptions({
    queryKey: ['mapping-rules', 'preview', bodyOf(draft)] as const,
    queryFn: ({ pageParam, signal }) => call(previewMappingRules, { query: { limit: 50, cursor: pageParam }, body: bodyOf(draft) }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    retry: false,
  })

/** Saves exactly what was previewed. */
export const useSaveRules = () => {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: ({ draft, hash }: { draft: RulesDraft; hash: string }) => call(saveMappingRules, { body: { ...bodyOf(draft), hash } }),
    onSuccess: saved => queryClient.setQueryData(rulesQuery.queryKey, saved),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['mapping-rules'] }),
  })
}

export const useReadVersion = () => useMutation({ mutationFn: (version: number) => call(readMappingRuleVersion, { params: { version: String(version) } }) })
export const useImportExpression = () =>
  useMutation({ mutationFn: (body: Ask<typeof importMappingExpression>['body']) => call(importMappingExpression, { body }) })
export const useTryRules = () => useMutation({ mutationFn: (body: Ask<typeof tryMappingRules>['body']) => call(tryMappingRules, { body }) })
