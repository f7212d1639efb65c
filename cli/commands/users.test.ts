import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { listUsers } from '@rollcall/contract'
import { type Client as Admin, signInAdmin, startWorkspace, type Workspace } from '../../test/support/workspace.ts'
import { type Client, openClient } from '../client.ts'
import { exportUsersTo, importUsers, undoUsers } from './users.ts'

describe('rollcall users', () => {
  let workspace: Workspace
  let ada: Admin
  let client: Client
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-users-'))
  const file = join(folder, 'team.csv')
  const said: string[] = []
  beforeAll(async () => {
    workspace = await startWorkspace()
    ada = await signInAdmin(workspace)
    client = openClient(workspace.url, ada.headers.authorization?.replace('Bearer ', '') ?? null)
    vi.spyOn(process.stdout, 'write').mockImplementation(text => said.push(String(text)) > 0)
  })
  afterAll(async () => {
    vi.restoreAllMocks()
    await workspace.stop()
  })
  const count = async () => (await ada.call(listUsers, { query: { q: 'acme.test' } })).total

  it('shows what a file would do, does it, writes it out again and takes it back', async () => {
    writeFileSync(file, 'userName;name;role\nana@acme.test;Ana;Rep (SDR)\nbad@acme.test;B;Emperor\n')
    expect(await importUsers(client, file, false)).toBe(1)
    expect(said.join('')).toContain('1 to create, 0 to change, 0 as they are, 1 refused.')
    expect(await count()).toBe(0)
    expect(await importUsers(client, file, true)).toBe(1)
    expect(await count()).toBe(1)
    const out = join(folder, 'out.csv')
    await exportUsersTo(client, out)
    expect(readFileSync(out, 'utf8')).toContain('ana@acme.test,ana@acme.test,Ana,,,Rep (SDR),recorder')
    const id = /users undo (\S+)/.exec(said.join(''))?.[1] ?? ''
    await undoUsers(client, id)
    expect(await count()).toBe(0)
    expect(said.join('')).toContain('1 taken back, 0 kept.')
  })

  it('ends with a sentence at a file that is not there, an import that is not, and somebody who may not', async () => {
    await expect(importUsers(client, join(folder, 'nothing.csv'), true)).rejects.toThrow('There is no such file.')
    await expect(undoUsers(client, '00000000-0000-4000-8000-000000000000')).rejects.toThrow('There is no import with this id.')
    await expect(exportUsersTo(openClient(workspace.url, null), join(folder, 'no.csv'))).rejects.toThrow('Sign in first.')
  })
})
