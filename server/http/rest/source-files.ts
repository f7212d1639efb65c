import { confirmSourceFile, listSourceFiles, previewSourceFile, uploadSourceFile } from '@rollcall/contract'
import * as sourceFiles from '../../modules/source-files/index.ts'
import type { Route } from './route.ts'
import { readSourceForm } from './source-form.ts'

export function sourceFileRoutes(route: Route): void {
  route(
    previewSourceFile,
    (ctx, { params, body: { csv, ...sent } }, { file }) => sourceFiles.previewFile(ctx, params.id, { ...sent, bytes: file ?? Buffer.from(csv) }),
    { form: readSourceForm },
  )
  route(
    uploadSourceFile,
    (ctx, { params, body: { csv, ...sent } }, { file }) => sourceFiles.uploadFile(ctx, params.id, { ...sent, bytes: file ?? Buffer.from(csv) }),
    { form: readSourceForm },
  )
  route(listSourceFiles, (ctx, { params }) => sourceFiles.listFiles(ctx, params.id))
  route(confirmSourceFile, (ctx, { params }) => sourceFiles.confirmFile(ctx, params.id, params.fileId))
}
