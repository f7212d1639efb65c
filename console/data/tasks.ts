import { useMutation, useQueryClient } from '@tanstack/react-query'
import {
  assignTask,
  attachTaskFile,
  attestTask,
  commentTask,
  downloadTaskFile,
  draftVendorRequest,
  failTask,
  finishTask,
  listTasks,
  listUsers,
  readTask,
  readTaskDefaults,
  saveTaskDefaults,
  tickTask,
  trackVendorRequest,
  type Ask,
  type Task,
} from '@rollcall/contract'
import { addressOf, call, callWithFile } from './client.ts'
import { pages, reading } from './reading.ts'

/** What the list is asked; the address of the page holds it. */
export type TasksQuestion = Pick<NonNullable<Ask<typeof listTasks>['query']>, 'q' | 'owner' | 'state'>

export const taskPages = (question: TasksQuestion) => pages('tasks', listTasks, { ...question, limit: 100 })
export const taskQuery = (id: string) => reading('tasks', readTask, { params: { id } })
export const ownTaskCount = {
  ...reading('tasks', listTasks, { query: { owner: 'me', state: 'open', limit: 1 } }),
  select: (page: { total: number }) => page.total,
}
/** Who can be given a task: whoever may sign in. */
export const ownersQuery = (q: string) => reading('users', listUsers, { query: { q, active: 'true', limit: 20 } })
export const taskFileAddress = (id: string, fileId: string): string => addressOf(downloadTaskFile, { params: { id, fileId } })

/** Every change answers the task as it now stands. */
const useTaskChange = <Given>(mutationFn: (given: Given) => Promise<Task>) => {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn,
    onSuccess: task => queryClient.setQueryData(taskQuery(task.id).queryKey, task),
    onSettled: () => Promise.all(['tasks', 'plans'].map(topic => queryClient.invalidateQueries({ queryKey: [topic] }))),
  })
}

export const useAssignTask = () =>
  useTaskChange(({ id, ...body }: Ask<typeof assignTask>['body'] & { id: string }) => call(assignTask, { params: { id }, body }))
export const useTickTask = () =>
  useTaskChange(({ id, item, ticked }: { id: string; item: number; ticked: boolean }) =>
    call(tickTask, { params: { id, item: String(item) }, body: { ticked } }),
  )
export const useCommentTask = () => useTaskChange(({ id, text }: { id: string; text: string }) => call(commentTask, { params: { id }, body: { text } }))
export const useFinishTask = () => useTaskChange(({ id, done }: { id: string; done: boolean }) => call(finishTask, { params: { id }, body: { done } }))
export const useFailTask = () => useTaskChange(({ id, reason }: { id: string; reason: string }) => call(failTask, { params: { id }, body: { reason } }))
export const useAttestTask = () =>
  useTaskChange(({ id, statement }: { id: string; statement: string }) => call(attestTask, { params: { id }, body: { statement } }))
export const useDraftVendorRequest = () => useTaskChange((id: string) => call(draftVendorRequest, { params: { id } }))
export const useTrackVendorRequest = () =>
  useTaskChange(({ id, ...body }: Ask<typeof trackVendorRequest>['body'] & { id: string }) => call(trackVendorRequest, { params: { id }, body }))

export const useAttachTaskFile = () => {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: ({ id, file }: { id: string; file: File }) => callWithFile(attachTaskFile, file, { params: { id } }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['tasks'] }),
  })
}

export const taskDefaultsQuery = reading('tasks', readTaskDefaults, {})
export const useSaveTaskDefaults = () => {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (body: Ask<typeof saveTaskDefaults>['body']) => call(saveTaskDefaults, { body }),
    onSuccess: defaults => queryClient.setQueryData(taskDefaultsQuery.queryKey, defaults),
  })
}
