import { useMutation, useQueryClient } from '@tanstack/react-query'
import { downloadEvidencePack, listEvidencePacks, readPlanCertificate, requestEvidencePack, type Ask } from '@rollcall/contract'
import { addressOf, call } from './client.ts'
import { pages, reading } from './reading.ts'

export const evidencePackPages = pages('evidence-packs', listEvidencePacks, { limit: 50 })
/** Where the browser fetches the file of a pack. */
export const evidencePackAddress = (id: string): string => addressOf(downloadEvidencePack, { params: { id } })
export const certificateQuery = (id: string) => reading('plans', readPlanCertificate, { params: { id } })

export const useRequestEvidencePack = () => {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (body: Ask<typeof requestEvidencePack>['body']) => call(requestEvidencePack, { body }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['evidence-packs'] }),
  })
}
