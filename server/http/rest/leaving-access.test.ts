import { once } from 'node:events'
import { get } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { approvePlan, createToken, importEngagement, listEngagements, listSessions, readMe, revokeSession, signIn } from '@rollcall/contract'
import { oktaUser, patchOf, provision, type ProvisionedWorkspace, query, scimClient } from '../../../test/scim/scim-client.ts'
import { admin, type Client, eventually, startWorkspace, type Workspace } from '../../../test/support/workspace.ts'

const deactivate = patchOf({ op: 'Replace', path: 'active', value: 'False' })
const activate = patchOf({ op: 'Replace', path: 'active', value: 'True' })
const limitMilliseconds = 1000

describe('whoever is deactivated', () => {
  let workspace: Workspace
  let idp: ProvisionedWorkspace
  let id: string
  beforeAll(async () => {
    workspace = await startWorkspace()
    idp = await provision(workspace)
    await idp.scim.expecting(201, 'POST', '/Users', oktaUser('deputy', { chorus_role: 'Admin' }))
    id = (await idp.scim.get(`/Users${query({ filter: `userName eq "${admin.email}"` })}`)).body.Resources[0].id
  })
  afterAll(() => workspace.stop())

  /** Signs in anew, does something, is deactivated, and answers how long after the PATCH was sent `over` came true. */
  const timed = async (begin: (client: Client) => Promise<() => Promise<boolean>>): Promise<number> => {
    await idp.scim.expecting(204, 'PATCH', `/Users/${id}`, activate)
    const { session } = await workspace.guest.call(signIn, { body: { email: admin.email, password: admin.password } })
    const over = await begin(workspace.clientWith({ authorization: `Bearer ${session}` }))
    expect(await over()).toBe(false)
    const sent = performance.now()
    await idp.scim.expecting(204, 'PATCH', `/Users/${id}`, deactivate)
    while (!(await over())) if (performance.now() - sent > 10 * limitMilliseconds) throw new Error('Access did not end.')
    return performance.now() - sent
  }
  const refuses = (ask: () => Promise<unknown>) => () =>
    ask().then(
      () => false,
      () => true,
    )

  const openStream = async (headers: Record<string, string>) => {
    const [response] = await once(get(`${workspace.url}/api/v1/changes`, { headers }), 'response')
    let ended = false
    response.on('end', () => (ended = true)).resume()
    return async () => {
      await new Promise(resolve => setImmediate(resolve))
      return ended
    }
  }

  it('has no session any more within a second', async () => {
    expect(await timed(async client => refuses(() => client.call(readMe)))).toBeLessThan(limitMilliseconds)
  })

  it('has no API token any more within a second', async () => {
    const elapsed = await timed(async client => {
      const { secret } = await client.call(createToken, { body: { name: 'script', scopes: ['calls:read'] } })
      const script = workspace.clientWith({ authorization: `Bearer ${secret}` })
      return refuses(() => script.call(readMe))
    })
    expect(elapsed).toBeLessThan(limitMilliseconds)
  })

  it('has no token at the SCIM door any more within a second, though that remembers tokens', async () => {
    const elapsed = await timed(async client => {
      const { secret } = await client.call(createToken, { body: { name: 'both', scopes: ['scim:write', 'calls:read'] } })
      const door = scimClient(workspace.url, { authorization: `Bearer ${secret}` })
      return async () => (await door.get('/Users?count=1')).status === 401
    })
    expect(elapsed).toBeLessThan(limitMilliseconds)
  })

  it('hears nothing more on an open stream of events within a second, by session or by token', async () => {
    expect(await timed(client => openStream(client.headers))).toBeLessThan(limitMilliseconds)
    const elapsed = await timed(async client => {
      const { secret } = await client.call(createToken, { body: { name: 'listener', scopes: ['calls:read'] } })
      return openStream({ authorization: `Bearer ${secret}` })
    })
    expect(elapsed).toBeLessThan(limitMilliseconds)
  })

  it('keeps the streams of others open, and a revoked session loses its own', async () => {
    await idp.scim.expecting(204, 'PATCH', `/Users/${id}`, activate)
    const sign = async () => {
      const { session } = await workspace.guest.call(signIn, { body: { email: admin.email, password: admin.password } })
      return workspace.clientWith({ authorization: `Bearer ${session}` })
    }
    const [kept, lost] = [await sign(), await sign()]
    const [keptEnded, lostEnded] = [await openStream(kept.headers), await openStream(lost.headers)]
    const { items } = await lost.call(listSessions)
    await kept.call(revokeSession, { params: { id: items.find(each => each.current)?.id ?? '' } })
    await eventually(lostEnded, ended => ended)
    expect(await keptEnded()).toBe(false)
  })

  it('does not finish an import that was under way: it is refused or was there before', async () => {
    const transcript = `WEBVTT\n\n${Array.from({ length: 3000 }, (_, n) => `00:${String(Math.floor(n / 60)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}.000 --> 00:59:59.000\n<v Ana>Sentence number ${n} of a long call.`).join('\n\n')}`
    let importing: Promise<'done' | 'refused'> = Promise.resolve('done')
    let told = { refusedAt: 0 }
    await timed(async client => {
      importing = client.call(importEngagement, { body: { fileName: 'long.vtt', transcript } }).then(
        () => 'done' as const,
        () => {
          told = { refusedAt: performance.now() }
          return 'refused' as const
        },
      )
      return refuses(() => client.call(readMe))
    })
    const how = await importing
    await idp.scim.expecting(204, 'PATCH', `/Users/${id}`, activate)
    const { session } = await workspace.guest.call(signIn, { body: { email: admin.email, password: admin.password } })
    const { total } = await workspace.clientWith({ authorization: `Bearer ${session}` }).call(listEngagements)
    expect(total).toBe(how === 'done' ? 1 : 0)
    expect(told.refusedAt > 0).toBe(how === 'refused')
  })

  it('approves no plan, and their token makes no other', async () => {
    expect(
      await timed(async client => {
        const notOpen = () => client.refusal(approvePlan, { params: { id }, body: { hash: '0'.repeat(64) } })
        expect((await notOpen()).code).toBe('not_found')
        return async () => (await notOpen()).code === 'not_signed_in'
      }),
    ).toBeLessThan(limitMilliseconds)
  })
})
