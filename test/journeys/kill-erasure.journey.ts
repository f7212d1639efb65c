// `kill -9` in the middle of an erasure, over real processes on one data folder; then its certificate is verified from the command line.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importEngagement, listEngagements, readEngagement, readErasure, readTranscript, requestErasure, verifyAudit } from '@rollcall/contract'
import { type Command, type Installation, newInstallation } from '../support/server-process.ts'
import { type Client, eventually } from '../support/workspace.ts'

const calls = 200
const cora = { name: 'Cora Customer', email: 'cora@acme.example' }
const transcript = `WEBVTT\n\n00:00:00.000 --> 00:00:09.000\nRita Rep: Welcome, Cora.\n\n00:00:10.000 --> 00:00:16.000\nCora Customer: I will send you the quote by Friday.\n`

describe('an erasure whose process is killed in the middle', () => {
  let rollcall: Installation
  let server: Command
  let ada: Client
  let ids: string[]
  let erasureId: string
  beforeAll(async () => {
    rollcall = await newInstallation({ ROLLCALL_INTERNAL_DOMAINS: 'rollcall.example' })
    server = await rollcall.serve({}, 'web')
    ada = await rollcall.claim(server)
    ids = []
    for (let n = 0; n < calls; n += 1)
      ids.push(
        (
          await ada.call(importEngagement, {
            body: {
              fileName: 'call.vtt',
              transcript,
              details: {
                title: `Cora Customer, call ${n}`,
                externalId: String(n),
                startedAt: '2026-01-20T15:00:00.000Z',
                participants: [cora, { name: 'Rita Rep' }],
              },
            },
          })
        ).id,
      )
  })
  afterAll(() => server.end('SIGKILL'))

  const erasure = () => ada.call(readErasure, { params: { id: erasureId } })
  const named = async () => (await ada.call(listEngagements, { query: { q: 'Cora' } })).total

  it('has erased some calls whole, and the others not at all', async () => {
    erasureId = (await ada.call(requestErasure, { body: { emails: [cora.email], mode: 'remove', confirm: cora.email } })).id
    expect(await named()).toBe(calls)
    await server.end('SIGKILL')
    server = await rollcall.serve()
    await eventually(erasure, ({ rows }) => rows > 0, 60)
    await server.end('SIGKILL')
    server = await rollcall.serve({}, 'web')
    const { state, tallies, certificate } = await erasure()
    expect([state, certificate]).toEqual(['running', null])
    const done = tallies.find(({ table, what }) => table === 'engagements' && what.startsWith('Calls in which'))?.rows ?? 0
    expect(done).toBeGreaterThan(0)
    expect(done).toBeLessThan(calls)
    expect(await named()).toBe(calls - done)
  })

  it('goes on by itself, changes each call once, and leaves nobody named', async () => {
    await server.end('SIGKILL')
    server = await rollcall.serve()
    const { tallies, certificate } = await eventually(erasure, ({ state }) => state === 'done', 90)
    expect(certificate?.left).toEqual([])
    expect(tallies).toContainEqual({ table: 'engagement_participants', what: 'Entries as a participant', rows: calls })
    expect(tallies).toContainEqual({ table: 'transcripts', what: 'Original files removed', rows: calls })
    expect(await named()).toBe(0)
    for (const id of [ids[0] ?? '', ids[calls - 1] ?? '']) {
      expect((await ada.call(readTranscript, { params: { id } })).utterances.map(({ text }) => text)).toEqual([
        expect.stringMatching(/^Welcome, Erased person/),
        '(erased)',
      ])
      expect((await ada.call(readEngagement, { params: { id } })).participants[1]).toMatchObject({ name: 'Rita Rep' })
    }
    expect(await ada.call(verifyAudit)).toMatchObject({ intact: true })
  })

  it('has a certificate that the command line verifies, and refuses when it was changed', async () => {
    const { certificate } = await erasure()
    const file = join(rollcall.folder, 'certificate.json')
    const verify = async (content: unknown, ...flags: string[]) => {
      writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content, null, 2))
      const { code, stdout, stderr } = await rollcall.run(['erasure', 'verify', file, ...flags]).ended
      return { code, said: stdout + stderr }
    }
    expect(await verify(certificate, '--email', 'Cora@acme.example')).toMatchObject({ code: 0, said: expect.stringContaining('It is about Cora@acme.example') })
    expect(await verify(certificate, '--email', 'rita@rollcall.example')).toMatchObject({ code: 1, said: expect.stringContaining('It is not about') })
    expect(await verify({ ...certificate, mode: 'pseudonymise' })).toMatchObject({ code: 1, said: expect.stringContaining('was changed') })
    expect(await verify('{}')).toMatchObject({ code: 1, said: expect.stringContaining('is not a certificate of an erasure') })
  })
})
