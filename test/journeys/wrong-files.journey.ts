// Files that are not what they should be, through both doors: HTTP as a console or a script sends them, and `rollcall import`.
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { type IncomingMessage, request } from 'node:http'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import { companyCalls } from '@rollcall/simulators'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listEngagements, Problem, readEngagement } from '@rollcall/contract'
import { type Command, type Installation, newInstallation } from '../support/server-process.ts'
import type { Client } from '../support/workspace.ts'

const megabyte = 1024 * 1024
const utf8 = (text: string) => Buffer.from(text)
const vtt = 'WEBVTT\n\n1\n00:00:01.000 --> 00:00:04.000\nAna Ruiz: Grüß Gott, wir sehen uns am Freitag.\n'
const [call] = companyCalls(new Date())

describe('a wrong file', () => {
  let rollcall: Installation
  let server: Command
  let ada: Client
  beforeAll(async () => {
    rollcall = await newInstallation()
    server = await rollcall.serve()
    ada = await rollcall.claim(server)
  })
  afterAll(async () => {
    await server.end('SIGKILL')
  })

  const total = async () => (await ada.call(listEngagements)).total
  const sendFile = async (bytes: Buffer, name = 'odd.vtt', format = 'auto') => {
    const form = new FormData()
    form.set('format', format)
    form.set('file', new Blob([new Uint8Array(bytes)]), name)
    const reply = await fetch(`${rollcall.url}/api/v1/engagements`, { method: 'POST', headers: ada.headers, body: form })
    return { status: reply.status, body: (await reply.json()) as unknown }
  }
  const metric = async (name: string) => Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(await (await fetch(`${rollcall.url}/metrics`)).text())?.[1])

  describe('over HTTP', () => {
    it.each([
      ['nothing', Buffer.alloc(0), 'file_empty', 'odd.vtt is empty.'],
      ['white space', utf8('\ufeff \r\n\t'), 'file_empty', 'odd.vtt is empty.'],
      ['Latin-1', Buffer.from(vtt, 'latin1'), 'encoding_unknown', 'odd.vtt is not text in UTF-8 or UTF-16; save it as UTF-8 and try again.'],
      ['UTF-8 cut off within a character', utf8(vtt).subarray(0, utf8(vtt).indexOf('ü') + 1), 'encoding_unknown', null],
      ['UTF-16 without its mark', Buffer.from(vtt, 'utf16le'), 'encoding_unknown', null],
      ['an image', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'encoding_unknown', null],
      ['a ZIP archive', Buffer.from('504b030414000000080000002100b5c1', 'hex'), 'encoding_unknown', null],
      ['a web page', utf8('<!doctype html><title>Sign in</title>'), 'unsupported_format', null],
      ['some other JSON', utf8('{"hello":"world"}'), 'unsupported_format', null],
      ['brackets nested a hundred thousand deep', utf8('['.repeat(1e5) + ']'.repeat(1e5)), 'unsupported_format', null],
      ['a JSON that breaks off', utf8('{"results":{"utterances":[{"start":0,"end":1,"transcr'), 'file_truncated', null],
      ['a JSON that is none', utf8('{"segments":[}]}'), 'file_unreadable', null],
      [
        'WebVTT without words',
        utf8('WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\n<i> </i>\n'),
        'no_speech',
        'odd.vtt holds a transcript in which nothing is said.',
      ],
    ])('is refused by its own code, in a sentence that names it: %s', async (_, bytes, code, sentence) => {
      const before = await total()
      const { status, body } = await sendFile(bytes)
      const { error } = Problem.parse(body)
      expect([status, error.code]).toEqual([code === 'unsupported_format' ? 415 : 422, code])
      expect(error.message).toMatch(/^odd\.vtt [^\n]+\.$/)
      expect(error.message).toBe(sentence ?? error.message)
      expect(await total()).toBe(before)
    })

    it('is refused under the format that somebody claimed for it', async () => {
      expect(Problem.parse((await sendFile(utf8(vtt), 'odd.vtt', 'whisper')).body).error).toMatchObject({ code: 'file_unreadable' })
      expect(Problem.parse((await sendFile(utf8(vtt), 'odd.vtt', 'pdf')).body).error).toMatchObject({ code: 'bad_request', at: 'format' })
    })

    it.each([
      '../../../../etc/cron.d/evil.vtt',
      '..\\..\\windows\\system32.vtt',
      '"; rm -rf ~ #.vtt',
      '=HYPERLINK("http://evil.test").vtt',
      `${'x'.repeat(290)}.vtt`,
    ])('is a name and no path, no command and no formula: %s', async name => {
      const { status, body } = await sendFile(utf8(`${vtt}\n\nNOTE ${name}`), name)
      expect(status).toBe(200)
      const { id } = body as { id: string }
      expect((await ada.call(readEngagement, { params: { id } })).title).not.toMatch(/[/\\]/)
    })

    it('of 100 MB is refused before most of it was sent, and costs no memory', async () => {
      const before = { total: await total(), resident: await metric('process_resident_memory_bytes') }
      const boundary = 'wrong-files'
      const headers = { ...ada.headers, 'content-type': `multipart/form-data; boundary=${boundary}` }
      const sending = request(`${rollcall.url}/api/v1/engagements`, { method: 'POST', headers })
      const answer = once(sending, 'response').then(([reply]) => reply as IncomingMessage)
      sending.write(`--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="huge.vtt"\r\ncontent-type: text/vtt\r\n\r\nWEBVTT\n\n`)
      const piece = Buffer.alloc(megabyte / 4, 'Ana: and so on and so on. \n')
      let sent = 0
      // A piece is sent when the one before has left; the answer comes in between.
      for (let reply: IncomingMessage | null = null; sent < 100 * megabyte && reply === null; sent += piece.length) {
        const left = sending.write(piece) ? null : once(sending, 'drain').then(() => null)
        reply = await Promise.race([answer, left ?? new Promise<null>(resolve => setImmediate(resolve, null))])
      }
      const reply = await answer
      expect(reply.statusCode).toBe(413)
      expect(Problem.parse(await json(reply)).error).toMatchObject({ code: 'too_large', message: 'The file is larger than 20 MB. Send a smaller file.' })
      sending.destroy()
      expect(sent).toBeLessThan(60 * megabyte)
      expect((await metric('process_resident_memory_bytes')) - before.resident).toBeLessThan(120 * megabyte)
      expect(await total()).toBe(before.total)
    })
  })

  describe('by `rollcall import`', () => {
    const importWith = async (...args: string[]) => rollcall.run(['import', ...args]).ended
    const folder = (name: string) => {
      const path = join(rollcall.folder, name)
      mkdirSync(path)
      return (file: string, content: string | Buffer) => {
        writeFileSync(join(path, file), content)
        return join(path, file)
      }
    }

    it('does not keep the others from being imported; it is named on stderr, and the command fails', async () => {
      const file = folder('several')
      const [good, empty, missing, other] = [
        file('good.vtt', vtt),
        file('empty.vtt', ''),
        join(rollcall.folder, 'several', 'missing.vtt'),
        file('other.srt', vtt.replace('WEBVTT\n\n', '').replaceAll('.000', ',000')),
      ]
      const before = await total()
      const { code, stdout, stderr } = await importWith(good, empty, missing, other, '--title', 'Of several', '--json')
      expect(code).toBe(1)
      const [first, second, ...rest] = stderr.trim().split('\n')
      expect(rest).toEqual([])
      expect(first).toBe(`${empty}: empty.vtt is empty. (file_empty)`)
      expect(second).toBe(`${missing}: There is no such file.`)
      expect(JSON.parse(stdout)).toMatchObject({
        refused: 2,
        imported: [
          { file: good, created: true },
          { file: other, created: true },
        ],
      })
      expect(await total()).toBe(before + 2)
    })

    it('takes what stands in the file beside it, and flags over that', async () => {
      const file = folder('sidecar')
      const path = file('kickoff.vtt', call?.transcript ?? '')
      file('kickoff.json', JSON.stringify({ ...call?.details, externalId: 'sidecar-1' }))
      const { code, stdout, stderr } = await importWith(path, '--title', 'By flag', '--participant', 'Ana Ruiz <ana@acme.test>, VP Sales', '--json')
      expect([code, stderr]).toEqual([0, ''])
      const { imported } = JSON.parse(stdout) as { imported: { id: string }[] }
      expect(await ada.call(readEngagement, { params: { id: imported[0]?.id ?? '' } })).toMatchObject({
        title: 'By flag',
        ownerEmail: call?.details.ownerEmail,
        startedAt: call?.details.startedAt,
        participants: [{ name: 'Ana Ruiz', email: 'ana@acme.test', title: 'VP Sales' }],
      })
      const again = await importWith(path, '--json')
      expect(JSON.parse(again.stdout)).toMatchObject({ refused: 0, imported: [{ id: imported[0]?.id, created: false }] })
    })

    it('says in one sentence what is wrong with the file beside it', async () => {
      const file = folder('odd-sidecars')
      const before = await total()
      const broken = [file('a.vtt', vtt), file('b.vtt', vtt), file('c.vtt', vtt)]
      file('a.json', '{')
      file('b.json', '{"startedAt": "yesterday"}')
      file('c.json', '[]')
      const { code, stderr } = await importWith(...broken, '--json')
      expect(code).toBe(1)
      expect(stderr.trim().split('\n')).toEqual([
        `${broken[0]}: a.json, which stands beside it, is not valid JSON.`,
        `${broken[1]}: startedAt in b.json: It is not a date and time. Write it like 2026-11-22T15:00:00Z.`,
        `${broken[2]}: c.json, which stands beside it, is not a JSON object.`,
      ])
      expect(await total()).toBe(before)
    })
  })
})
