import { applyUserImport, exportUsers, listUserImportRows, previewUserImport, readUserImport, undoUserImport } from '@rollcall/contract'
import * as directory from '../../modules/directory/index.ts'
import { readCsvForm } from './csv-form.ts'
import type { Route } from './route.ts'

export function userImportRoutes(route: Route): void {
  route(previewUserImport, (ctx, { body }, { file }) => directory.previewImport(ctx, { fileName: body.fileName, bytes: file ?? Buffer.from(body.csv) }), {
    form: readCsvForm,
  })
  route(readUserImport, (ctx, { params }) => directory.readImport(ctx, params.id))
  route(listUserImportRows, (ctx, { params, query }) => directory.listImportRows(ctx, params.id, query))
  route(applyUserImport, (ctx, { params }) => directory.applyImport(ctx, params.id))
  route(undoUserImport, (ctx, { params }) => directory.undoImport(ctx, params.id))
  route(exportUsers, async (ctx, { query }, { reply }) => {
    const users = await directory.exportUsers(ctx, query)
    void reply.header('content-disposition', 'attachment; filename="users.csv"')
    return users
  })
}
