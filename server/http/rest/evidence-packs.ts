import { downloadEvidencePack, listEvidencePacks, readEvidencePack, readPlanCertificate, requestEvidencePack } from '@rollcall/contract'
import * as packs from '../../modules/evidence-packs/index.ts'
import { sendAsDownload } from './send-as-download.ts'
import type { Route } from './route.ts'

export function evidencePackRoutes(route: Route): void {
  route(listEvidencePacks, (ctx, { query }) => packs.listPacks(ctx, query))
  route(requestEvidencePack, (ctx, { body }) => packs.requestPack(ctx, body))
  route(readEvidencePack, (ctx, { params }) => packs.readPack(ctx, params.id))
  route(downloadEvidencePack, async (ctx, { params }, { reply }) => {
    const { name, bytes } = await packs.downloadPack(ctx, params.id)
    sendAsDownload(reply, name)
    return bytes
  })
  route(readPlanCertificate, (ctx, { params }) => packs.readCertificate(ctx, params.id))
}
