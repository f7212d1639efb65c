import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, expect, it } from 'vitest'
import { oktaUser, query, type ScimClient, scimClient } from './scim-client.ts'

const folder = join(mkdtempSync(join(tmpdir(), 'rollcall-killed-')), 'data')
const children: ChildProcess[] = []
afterAll(() => children.forEach(child => child.kill('SIGKILL')))

async function serve(): Promise<{ child: ChildProcess; scim: ScimClient }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'bulk-process.ts'), folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  for await (const line of createInterface({ input: child.stdout })) {
    const { url, secret } = JSON.parse(line) as { url: string; secret: string }
    return { child, scim: scimClient(url, { authorization: `Bearer ${secret}` }) }
  }
  throw new Error('The server ended before it said where it listens.')
}

const operations = Array.from({ length: 300 }, (_, n) => ({
  method: 'POST',
  path: '/Users',
  bulkId: `u${n}`,
  data: oktaUser(`k${n}`, { manager_email: 'k0@acme.test' }),
}))
const bulk = { schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'], Operations: operations }

it('a Bulk that kill -9 cuts leaves each operation whole or absent, and may be sent again', { timeout: 120_000 }, async () => {
  const { child, scim } = await serve()
  const cut = scim.send('POST', '/Bulk', bulk).catch(() => 'cut')
  for (let made = 0; made < 20;) made = (await scim.get(`/Users${query({ filter: 'userName sw "k"', count: '0' })}`)).body.totalResults
  child.kill('SIGKILL')
  expect(await cut).toBe('cut')

  const second = await serve()
  const { Resources, totalResults } = (await second.scim.expecting(200, 'GET', `/Users${query({ filter: 'userName sw "k"', count: '1000' })}`)).body
  expect(totalResults).toBeGreaterThanOrEqual(20)
  expect(totalResults).toBeLessThan(300)
  const userOf = (n: number) => Resources.find((each: { externalId: string }) => each.externalId === `00u-k${n}`)
  for (let n = 0; n < totalResults; n++)
    expect(userOf(n)).toMatchObject({ emails: [{ value: `k${n}@acme.test` }], ...(n === 0 ? {} : { manager_email: 'k0@acme.test' }) })
  const found = await second.scim.get(`/Users${query({ filter: 'emails[value sw "k"]', count: '0' })}`)
  expect(found.body.totalResults).toBe(totalResults)
  expect((await second.scim.get('/Users?count=0')).body.totalResults).toBe(totalResults + 1)

  const again = (await second.scim.expecting(200, 'POST', '/Bulk', bulk)).body.Operations
  const statuses = again.map((each: { status: string }) => each.status)
  expect(statuses).toEqual([...Array.from({ length: totalResults }, () => '409'), ...Array.from({ length: 300 - totalResults }, () => '201')])
})
