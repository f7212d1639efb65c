import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type App, listApps } from '@rollcall/contract'
import { type Client, signInAdmin, startWorkspace, type Workspace } from '../../../test/support/workspace.ts'

describe('what is known of apps', () => {
  let workspace: Workspace
  let ada: Client
  beforeAll(async () => {
    workspace = await startWorkspace({ roles: ['web'] })
    ada = await signInAdmin(workspace)
  })
  afterAll(() => workspace.stop())

  const appNamed = async (name: string): Promise<App> => {
    const { items } = await ada.call(listApps)
    const found = items.find(app => app.name === name)
    if (found === undefined) throw new Error(`There is no profile of ${name}.`)
    return found
  }
  const connect = (name: string, host: string, state: string) =>
    sql`insert into connections (connector, name, base_url, auth, credentials, state, detail, checked_at, created_at)
      values ('scim', ${name}, ${`https://${host}/api/scim/v2`}, 'bearer', '', ${state}, '', '2026-11-20T10:00:00Z', now())`.execute(workspace.ctx.db)

  it('says where the sources of Chorus contradict each other, and settles nothing by itself', async () => {
    const { disputes } = await appNamed('Chorus')
    expect(disputes.map(({ topic }) => topic)).toEqual(['scim', 'deactivation', 'roles'])
    expect(disputes[0]?.facts.map(({ verdict, source }) => [verdict, source])).toEqual([
      ['no', 'app-guide'],
      ['yes', 'vendor-guide'],
    ])
    expect(disputes.map(({ settledBy }) => settledBy)).toEqual([null, null, null])
  })

  it('finds no contradiction where one source alone speaks', async () => {
    expect((await appNamed('Clari')).disputes).toEqual([])
    expect((await appNamed('Cognism')).disputes).toEqual([])
  })

  it('takes a connection that works for proof, and neither a broken one nor one to somewhere else', async () => {
    await connect('Elsewhere', 'chorus.ai.evil.example', 'working')
    await connect('Chorus', 'chorus.ai', 'needs_attention')
    expect((await appNamed('Chorus')).disputes[0]?.settledBy).toBeNull()
    await sql`update connections set state = 'working'`.execute(workspace.ctx.db)
    expect((await appNamed('Chorus')).disputes[0]?.settledBy).toEqual({
      connectionName: 'Chorus',
      sentence: 'Chorus answers SCIM at https://chorus.ai/api/scim/v2, as seen on 2026-11-20.',
    })
  })

  it('is for those who may read people', async () => {
    expect(await workspace.guest.refusal(listApps)).toMatchObject({ status: 401, code: 'not_signed_in' })
  })
})
