// A disk that fills up under the embedded database, and is freed again.
import { spawnSync } from 'node:child_process'
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importEngagement, listEngagements, readTranscript, verifyAudit } from '@rollcall/contract'
import { type Command, type Installation, newInstallation } from '../support/server-process.ts'
import type { Client } from '../support/workspace.ts'

const megabyte = 1_000_000

/** A disk of its own that can be filled; null where that takes more rights than we have. */
function mountDisk(megabytes: number): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-disk-'))
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null
  return spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'none', folder]).status === 0 ? folder : null
}

const disk = mountDisk(200)

/** A long call; words that differ, so that they take their room. */
const callOf = (bytes: number, seed: number): string => {
  const cues: string[] = []
  for (let n = 0, length = 0; length < bytes; n += 1) {
    const words = Array.from({ length: 40 }, (_, k) => `word${(n * 40 + k) * 7919 + seed}`).join(' ')
    const at = (seconds: number) => new Date(seconds * 1000).toISOString().slice(11, 23)
    cues.push(`${n + 1}\n${at(n * 4)} --> ${at(n * 4 + 3)}\nAda: ${words}\n`)
    length += words.length
  }
  return `WEBVTT\n\n${cues.join('\n')}`
}

describe.skipIf(disk === null)('a disk that is full (needs Linux and the right to mount)', () => {
  const folder = disk ?? ''
  const ballast = join(folder, 'ballast')
  let rollcall: Installation
  let server: Command
  let ada: Client
  beforeAll(async () => {
    mkdirSync(join(folder, 'home'))
    rollcall = await newInstallation({}, join(folder, 'home'))
    server = await rollcall.serve()
    ada = await rollcall.claim(server)
    await importCall('before', callOf(0.1 * megabyte, 0))
  })
  afterAll(async () => {
    await server.end('SIGKILL')
    spawnSync('umount', [folder])
  })

  const fillUpTo = (left: number) => {
    const file = openSync(ballast, 'w')
    const piece = Buffer.alloc(100_000)
    const free = () => {
      const { bavail, bsize } = statfsSync(folder)
      return bavail * bsize
    }
    while (free() >= left + piece.length) writeSync(file, piece)
    closeSync(file)
  }
  const importCall = (title: string, transcript: string) => ada.call(importEngagement, { body: { fileName: 'call.vtt', transcript, details: { title } } })
  const titles = async () => (await ada.call(listEngagements, { query: { limit: 200 } })).items.map(({ title }) => title).toSorted()
  /** The code of the refusal, or null when it was taken. */
  const refused = async (asked: Promise<unknown>): Promise<string | null> =>
    asked.then(
      () => null,
      (thrown: Error) => /"code":"(\w+)"/.exec(thrown.message)?.[1] ?? thrown.message,
    )
  const expectImport = async (title: string) => {
    const transcript = callOf(0.2 * megabyte, 2)
    const { id } = await importCall(title, transcript)
    expect((await ada.call(readTranscript, { params: { id } })).utterances).toHaveLength(transcript.split('-->').length - 1)
  }

  it('refuses an import with the sentence about the disk, and keeps nothing of it', async () => {
    fillUpTo(0.1 * megabyte)
    expect(
      await ada.refusal(importEngagement, { body: { fileName: 'call.vtt', transcript: callOf(4 * megabyte, 1), details: { title: 'too much' } } }),
    ).toEqual({
      status: 507,
      code: 'storage_full',
      message: 'The disk of the server is full. Nothing was changed; free some space, then try again.',
      requestId: expect.any(String),
    })
    expect(await titles()).toEqual(['before'])
    rmSync(ballast)
    await expectImport('afterwards')
    expect(await titles()).toEqual(['afterwards', 'before'])
  })

  it('comes back by itself when even the log of the database had no room', async () => {
    fillUpTo(14 * megabyte)
    const kept = await titles()
    const isStopped = async () => (await refused(titles())) === 'storage_full'
    for (let n = 0; n < 100 && !(await isStopped()); n += 1) {
      const title = `call ${n}`
      const code = await refused(importCall(title, callOf(0.5 * megabyte, n)))
      expect([null, 'storage_full']).toContain(code)
      if (code === null) kept.push(title)
    }
    expect(await isStopped()).toBe(true)
    rmSync(ballast)
    expect(await titles()).toEqual(kept.toSorted())
    await expectImport('at last')
    expect(await ada.call(verifyAudit)).toMatchObject({ intact: true })
    expect((await fetch(`${rollcall.url}/readyz`)).status).toBe(200)
  })
})
