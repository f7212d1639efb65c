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
  readTask,
  readTaskDefaults,
  saveTaskDefaults,
  tickTask,
  trackVendorRequest,
} from '@rollcall/contract'
import type { FastifyRequest } from 'fastify'
import { Refused } from '../../errors.ts'
import * as tasks from '../../modules/tasks/index.ts'
import { readFileForm } from './file-form.ts'
import { sendAsDownload } from './send-as-download.ts'
import type { Form, Route } from './route.ts'

export function taskRoutes(route: Route): void {
  route(listTasks, (ctx, { query }) => tasks.listTasks(ctx, { ...query, q: query.q, planId: query.planId }))
  route(readTask, (ctx, { params }) => tasks.readTask(ctx, params.id))
  route(assignTask, (ctx, { params, body }) => tasks.assignTask(ctx, params.id, body))
  route(tickTask, (ctx, { params, body }) => tasks.tickTask(ctx, params.id, params.item, body.ticked))
  route(commentTask, (ctx, { params, body }) => tasks.commentTask(ctx, params.id, body.text))
  route(
    attachTaskFile,
    (ctx, { params, body }, { file }) => {
      if (file === null) throw new Refused('bad_request', 'Send the file as multipart/form-data, as the field file.', { at: 'file' })
      return tasks.attachFile(ctx, params.id, { name: body.fileName, bytes: file })
    },
    { form: readTaskFileForm },
  )
  route(downloadTaskFile, async (ctx, { params }, { reply }) => {
    const { name, bytes } = await tasks.readFile(ctx, params.id, params.fileId)
    sendAsDownload(reply, name)
    return bytes
  })
  route(finishTask, (ctx, { params, body }) => tasks.finishTask(ctx, params.id, body.done))
  route(failTask, (ctx, { params, body }) => tasks.failTask(ctx, params.id, body.reason))
  route(attestTask, (ctx, { params, body }) => tasks.attestTask(ctx, params.id, body.statement))
  route(draftVendorRequest, (ctx, { params }) => tasks.draftVendorRequest(ctx, params.id))
  route(trackVendorRequest, (ctx, { params, body }) => tasks.trackVendorRequest(ctx, params.id, body))
  route(readTaskDefaults, ctx => tasks.readTaskDefaults(ctx))
  route(saveTaskDefaults, (ctx, { body }) => tasks.saveTaskDefaults(ctx, body))
}

async function readTaskFileForm(request: FastifyRequest): Promise<Form> {
  const { file, fields } = await readFileForm(request, 'the evidence')
  return { file: file.bytes, body: { fileName: fields.fileName ?? file.name } }
}
