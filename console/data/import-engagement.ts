import { importEngagement, type EngagementDetails, type Reply } from '@rollcall/contract'
import { unreachable } from './api-problem.ts'
import { addressOf, csrf, problemFrom } from './client.ts'

/**
 * Sends one transcript file. `fetch` cannot tell how far a body has gone, so this is the one request that goes another way.
 * @param onProgress is told the share that was sent, 0 to 1.
 * @throws {ApiProblem} with one sentence about this file.
 */
export const sendTranscript = (file: File, details: EngagementDetails, onProgress: (share: number) => void) =>
  new Promise<Reply<typeof importEngagement>>((resolve, reject) => {
    const form = new FormData()
    form.set('details', JSON.stringify(details))
    form.set('file', file)
    const request = new XMLHttpRequest()
    request.open(importEngagement.method, addressOf(importEngagement))
    for (const [name, value] of Object.entries(csrf)) request.setRequestHeader(name, value)
    request.upload.addEventListener('progress', event => onProgress(event.lengthComputable ? event.loaded / event.total : 0))
    request.addEventListener('error', () => reject(unreachable()))
    request.addEventListener('load', () => {
      if (request.status < 300) resolve(JSON.parse(request.responseText) as Reply<typeof importEngagement>)
      else reject(problemFrom(request.responseText))
    })
    request.send(form)
  })
