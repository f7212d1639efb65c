import { useMutation, useQueryClient } from '@tanstack/react-query'
import { confirmSourceFile, listSourceFiles, previewSourceFile, uploadSourceFile, type FileMapping } from '@rollcall/contract'
import { call, callWithFile } from './client.ts'
import { reading } from './reading.ts'

export const sourceFilesQuery = (id: string) => reading('connections', listSourceFiles, { params: { id } })

interface Given {
  id: string
  file: File
  /** Left out: the server takes that of the last file with the same columns, or suggests one. */
  mapping?: FileMapping
  expectedRows?: string
}

const parts = ({ id, mapping, expectedRows }: Given) => ({
  params: { id },
  fields: { ...(mapping && { mapping: JSON.stringify(mapping) }), ...(expectedRows && { expectedRows }) },
})

/** Looks at a file; nothing is kept. */
export const usePreviewFile = () => useMutation({ mutationFn: (given: Given) => callWithFile(previewSourceFile, given.file, parts(given)) })

const useChange = <Asked, Got>(mutationFn: (asked: Asked) => Promise<Got>) => {
  const queryClient = useQueryClient()
  return useMutation({ mutationFn, onSettled: () => queryClient.invalidateQueries({ queryKey: ['connections'] }) })
}
export const useUploadFile = () => useChange((given: Given) => callWithFile(uploadSourceFile, given.file, parts(given)))
export const useConfirmFile = () => useChange((params: { id: string; fileId: string }) => call(confirmSourceFile, { params }))
