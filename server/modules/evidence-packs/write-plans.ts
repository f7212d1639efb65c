import { createHash } from 'node:crypto'
import type { Evidence } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { findPng } from '../consoles/index.ts'
import { listEvidence, readPlanProof, sha256 } from '../lifecycle/index.ts'
import { readFiles } from '../tasks/index.ts'
import { certifyPlan } from './certify-plan.ts'
import { findPlansOf } from './leaver.queries.ts'
import { firstId, line, type Scope } from './write-leavers.ts'
import type { Pack } from './write-pack.ts'

const plansAtOnce = 100

export async function writePlans(ctx: Context, pack: Pack, scope: Scope): Promise<void> {
  for (let last = firstId; ;) {
    const ids = await findPlansOf(ctx.db, scope, last, plansAtOnce)
    for (const id of ids) await writePlan(ctx, pack, id)
    if (ids.length < plansAtOnce) break
    last = ids.at(-1) ?? last
  }
}

/** Its document, from which the hash is computed again; the decisions; then each step with what was sent, answered, read, said and uploaded. */
async function writePlan(ctx: Context, pack: Pack, id: string): Promise<void> {
  const { plan, document, hashHolds } = await readPlanProof(ctx, id)
  const folder = `plans/${id}`
  const { steps, ...rest } = plan
  await pack.addJson(`${folder}/plan.json`, { ...rest, document, hashHolds })
  await pack.addJson(`${folder}/certificate.json`, await certifyPlan(ctx, id))
  const parts = pack.parts(`${folder}/steps`, 'jsonl')
  for (const step of steps) {
    const evidence = []
    for (const { screenshots, ...each } of await listEvidence(ctx, id, step.id))
      evidence.push({ ...each, intact: sha256(each.content) === each.sha256, screenshots: await writeScreenshots(ctx, pack, folder, screenshots) })
    const files = []
    for await (const { content, ...file } of readFiles(ctx, step.id)) {
      const path = content === null ? null : `${folder}/files/${file.id}`
      const intact = content !== null && createHash('sha256').update(content).digest('hex') === file.sha256
      if (path !== null && content !== null) await pack.add(path, content)
      files.push({ ...file, path, intact })
    }
    await parts.add(line({ ...step, evidence, files }))
  }
  await parts.end()
}

/** The pictures that evidence names, each a file; its path is null where it was erased with the person it showed. */
async function writeScreenshots(ctx: Context, pack: Pack, folder: string, screenshots: Evidence['screenshots']) {
  const written = []
  for (const screenshot of screenshots) {
    const png = await findPng(ctx, screenshot.id)
    const path = png === null ? null : `${folder}/screenshots/${screenshot.id}.png`
    if (path !== null && png !== null) await pack.add(path, png)
    written.push({ ...screenshot, path })
  }
  return written
}
