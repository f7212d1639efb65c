import { useQueryClient } from '@tanstack/react-query'
import type { EngagementDetails } from '@rollcall/contract'
import { useCallback, useState } from 'react'
import { sentenceOf } from '../../data/api-problem.ts'
import { sendTranscript } from '../../data/import-engagement.ts'

/** One file on its way in. */
export interface ImportFile {
  key: string
  file: File
  title: string
  /** Local date and time, as the form holds it. */
  startedAt: string
  state: 'ready' | 'sending' | 'done' | 'failed'
  share: number
  /** One sentence when it failed. */
  problem?: string
  result?: { id: string; created: boolean; title: string }
}

/** What all files of one import share. */
type SharedDetails = Pick<EngagementDetails, 'kind' | 'ownerEmail' | 'participants'>

/** `2026-11-22T18:40` in the reader's zone, as date fields hold it. */
const localMinute = (instant: number) => new Date(instant - new Date(instant).getTimezoneOffset() * 60_000).toISOString().slice(0, 16)

const titleFrom = (fileName: string) =>
  fileName
    .replace(/\.\w+$/, '')
    .replace(/[_-]+/g, ' ')
    .trim()

const fileEntry = (file: File): ImportFile => ({
  key: `${file.name}-${file.size}-${file.lastModified}`,
  file,
  title: titleFrom(file.name),
  startedAt: localMinute(file.lastModified),
  state: 'ready',
  share: 0,
})

/** The files of one import, sent one after another so that a slow line shows one honest bar instead of ten stuck ones. */
export const useImport = () => {
  const queryClient = useQueryClient()
  const [files, setFiles] = useState<readonly ImportFile[]>([])
  const change = useCallback(
    (key: string, part: Partial<ImportFile>) => setFiles(before => before.map(file => (file.key === key ? { ...file, ...part } : file))),
    [],
  )
  const add = useCallback(
    (more: readonly File[]) =>
      setFiles(before => [
        ...before,
        ...more.map(fileEntry).filter(({ key }, index, all) => ![...before, ...all.slice(0, index)].some(file => file.key === key)),
      ]),
    [],
  )
  const remove = (key: string) => setFiles(before => before.filter(file => file.key !== key))
  const clear = () => setFiles([])
  const send = async (details: SharedDetails) => {
    for (const { key, file, title, startedAt, state } of files) {
      if (state === 'done') continue
      change(key, { state: 'sending', share: 0 })
      try {
        const own = { ...(title && { title }), ...(startedAt && { startedAt: new Date(startedAt).toISOString() }) }
        const result = await sendTranscript(file, { ...details, ...own }, share => change(key, { share }))
        change(key, { state: 'done', share: 1, result })
      } catch (error) {
        change(key, { state: 'failed', problem: sentenceOf(error) })
      }
    }
    await queryClient.invalidateQueries({ queryKey: ['engagements'] })
  }
  return { files, add, change, remove, clear, send, sending: files.some(({ state }) => state === 'sending') }
}
