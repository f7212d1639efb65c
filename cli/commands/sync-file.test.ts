import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createConnection } from '@rollcall/contract'
import { signInAdmin, startWorkspace, type Workspace } from '../../test/support/workspace.ts'
import { type Client, openClient } from '../client.ts'
import { syncFile } from './sync-file.ts'

describe('rollcall sync --file', () => {
  let workspace: Workspace
  let client: Client
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-sync-file-'))
  const said: string[] = []
  beforeAll(async () => {
    workspace = await startWorkspace()
    const ada = await signInAdmin(workspace)
    client = openClient(workspace.url, ada.headers.authorization?.replace('Bearer ', '') ?? null)
    await ada.call(createConnection, { body: { connector: 'hr-file', name: 'HR', baseUrl: '', auth: '', credentials: {} } })
    vi.spyOn(process.stdout, 'write').mockImplementation(text => said.push(String(text)) > 0)
  })
  afterAll(async () => {
    vi.restoreAllMocks()
    await workspace.stop()
  })
  const write = (name: string, text: string) => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }

  it('reads a file by a mapping, the next without one, and says what is wrong with a third', async () => {
    const mapping = write('mapping.json', JSON.stringify({ columns: { id: 'Nr', email: 'Mail' }, statuses: {}, dates: {}, timeZone: 'Europe/Berlin' }))
    const first = write('first.csv', 'Nr;Mail\n1;a@cli.test\n2;b@cli.test\n')
    await expect(syncFile(client, 'HR', first, {})).rejects.toThrow('Nobody has said yet what the columns of this file mean.')
    expect(await syncFile(client, 'HR', first, { mapping })).toBe(true)
    expect(await syncFile(client, 'HR', first, {})).toBe(true)
    expect(said.join('')).toContain('is the file that was uploaded last; it is not read again.')
    expect(await syncFile(client, 'HR', write('second.csv', 'Nr;Mail\n1;a@cli.test\n2;b@cli.test\n3;c@cli.test\n'), { rows: '4' })).toBe(false)
    expect(said.join('')).toContain('incomplete, and takes nothing away')
    expect(said.join('')).toContain('- The source counts 4 rows and gave 3.')
  })

  it('ends with a sentence at a connection, a file or a mapping that is not there', async () => {
    const file = write('any.csv', 'Nr;Mail\n1;a@cli.test\n')
    await expect(syncFile(client, 'Nobody', file, {})).rejects.toThrow('There is no connection named Nobody.')
    await expect(syncFile(client, undefined, file, {})).rejects.toThrow('Name the connection')
    await expect(syncFile(client, 'HR', join(folder, 'nothing.csv'), {})).rejects.toThrow('There is no such file.')
    await expect(syncFile(client, 'HR', file, { mapping: write('bad.json', '{') })).rejects.toThrow('is no JSON')
  })
})
