import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { applyUserImport, listUserImportRows, previewUserImport, readUserImport, undoUserImport, type RowVerdict, type UserImport } from '@rollcall/contract'
import { call, callWithFile } from './client.ts'
import { pages, reading } from './reading.ts'

const pollMs = 700

/** Looks at a file; nothing is changed. */
export const usePreviewImport = () => useMutation({ mutationFn: (file: File) => callWithFile(previewUserImport, file) })

export const importRowPages = (id: string, verdict: RowVerdict | undefined) => pages('users', listUserImportRows, { verdict, limit: 100 }, { id })

const isMoving = (state: UserImport['state'] | undefined) => state === 'applying' || state === 'undoing'

/** How an import stands, followed while it is at work. */
export const useImport = (first: UserImport) =>
  useQuery({
    ...reading('users', readUserImport, { params: { id: first.id } }),
    initialData: first,
    refetchInterval: query => (isMoving(query.state.data?.state) ? pollMs : false),
  }).data

const useStep = (endpoint: typeof applyUserImport | typeof undoUserImport) => {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => call(endpoint, { params: { id } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['users'] }),
  })
}
export const useApplyImport = () => useStep(applyUserImport)
export const useUndoImport = () => useStep(undoUserImport)
