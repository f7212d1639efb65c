import { afterAll, beforeAll, expect, it } from 'vitest'
import { listSignInArrivals } from '@rollcall/contract'
import { type SamlWorkspace, startSamlWorkspace } from '../../../test/saml/saml-workspace.ts'
import { openCookieBrowser } from '../../../test/saml/browser.ts'
import { deleteOldArrivals } from './providers/arrival.queries.ts'
import { prune } from './index.ts'

let saml: SamlWorkspace
beforeAll(async () => {
  saml = await startSamlWorkspace()
})
afterAll(() => saml.workspace.stop())

it('what providers sent goes after a week, and sooner when there is too much of it', async () => {
  const { ctx } = saml.workspace
  const [loud, quiet] = [await saml.provider('loud'), await saml.provider('quiet')]
  const browser = openCookieBrowser(saml.workspace.url)
  for (const provider of [loud, loud, loud, quiet]) await saml.post(browser, saml.response(saml.saying(provider, null)))
  const { id } = await saml.begin(loud)
  const seen = async ({ id: provider }: { id: string }) => (await saml.admin.call(listSignInArrivals, { params: { id: provider } })).items.length
  expect([await seen(loud), await seen(quiet)]).toEqual([3, 1])
  await deleteOldArrivals(ctx.db, new Date(0), 2)
  expect([await seen(loud), await seen(quiet)]).toEqual([2, 1])
  await prune(ctx)
  expect([await seen(loud), await seen(quiet)]).toEqual([2, 1])
  saml.clock.at += 7 * 86_400_000 - 60_000
  await prune(ctx)
  expect(await ctx.db.selectFrom('sign_in_requests').select('id').where('id', '=', id).execute()).toEqual([])
  saml.clock.at += 120_000
  await prune(ctx)
  expect(await ctx.db.selectFrom('sign_in_arrivals').select('id').execute()).toEqual([])
})
